import { ACCOUNT_ROUTES } from './accounts.ts';
import { AUDIT_ROUTES } from './audit.ts';
import { COMMENT_ROUTES } from './comments.ts';
import { DECISION_ROUTES } from './decisions.ts';
import { EMPLOYEE_DETAIL_ROUTES } from './employee-details.ts';
import { EMPLOYEE_ROUTES } from './employees.ts';
import { EVALUATION_ROUTES } from './evaluations.ts';
import { EVENT_ROUTES } from './events.ts';
import { EXAMPLE_ROUTES } from './example.ts';
import { GROUP_ROUTES } from './groups.ts';
import { IMPORT_TEMPLATE_ROUTES } from './import-templates.ts';
import { IMPORT_ROUTES } from './imports.ts';
import { JOB_ROUTES } from './jobs.ts';
import { KEY_ROUTES } from './keys.ts';
import { OPENID_ROUTES } from './openid.ts';
import { ORGANISATION_ROUTES } from './organisation.ts';
import { MAP_ROUTES } from './people-map.ts';
import { PERIOD_NUMBER_ROUTES } from './period-numbers.ts';
import { RELEASE_ROUTES } from './releases.ts';
import { RESULT_ROUTES } from './results.ts';
import type { Route } from './route.ts';
import { RUBRIC_ROUTES } from './rubrics.ts';
import { SESSION_ROUTES } from './session.ts';
import { SETTING_ROUTES } from './settings.ts';
import { SHEET_ROUTES } from './sheets.ts';
import { STANDARD_ROUTES } from './standards.ts';
import { TASK_ROUTES } from './tasks.ts';
import { TREND_ROUTES } from './trends.ts';
import { WHAT_IF_ROUTES } from './what-if.ts';

/** Every route of the API, in the order of its document. */
export const ROUTES: readonly Route[] = [
  ...ORGANISATION_ROUTES,
  ...EMPLOYEE_ROUTES,
  ...EMPLOYEE_DETAIL_ROUTES,
  ...PERIOD_NUMBER_ROUTES,
  ...TASK_ROUTES,
  ...IMPORT_ROUTES,
  ...IMPORT_TEMPLATE_ROUTES,
  ...EXAMPLE_ROUTES,
  ...EVALUATION_ROUTES,
  ...RELEASE_ROUTES,
  ...RESULT_ROUTES,
  ...GROUP_ROUTES,
  ...MAP_ROUTES,
  ...WHAT_IF_ROUTES,
  ...TREND_ROUTES,
  ...COMMENT_ROUTES,
  ...DECISION_ROUTES,
  ...STANDARD_ROUTES,
  ...RUBRIC_ROUTES,
  ...SHEET_ROUTES,
  ...JOB_ROUTES,
  ...EVENT_ROUTES,
  ...SETTING_ROUTES,
  ...AUDIT_ROUTES,
  ...SESSION_ROUTES,
  ...OPENID_ROUTES,
  ...ACCOUNT_ROUTES,
  ...KEY_ROUTES,
];
