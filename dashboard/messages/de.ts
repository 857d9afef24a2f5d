import { accounts } from './de/accounts.ts';
import { app } from './de/app.ts';
import { appraisals } from './de/appraisals.ts';
import { audit } from './de/audit.ts';
import { chart } from './de/chart.ts';
import { evaluate } from './de/evaluate.ts';
import { imports } from './de/imports.ts';
import { jobs } from './de/jobs.ts';
import { keys } from './de/keys.ts';
import { map } from './de/map.ts';
import { me } from './de/me.ts';
import { once } from './de/once.ts';
import { overview } from './de/overview.ts';
import { own } from './de/own.ts';
import { pages } from './de/pages.ts';
import { people } from './de/people.ts';
import { person } from './de/person.ts';
import { release } from './de/release.ts';
import { rubrics } from './de/rubrics.ts';
import { said } from './de/said.ts';
import { settings } from './de/settings.ts';
import { standards } from './de/standards.ts';
import { states } from './de/states.ts';
import { trends } from './de/trends.ts';
import { welcome } from './de/welcome.ts';
import { whatIf } from './de/what-if.ts';
import type { Messages } from './en.ts';

/** Alles, was die Seiten sagen, auf Deutsch. */
export const de: Messages = {
  app,
  pages,
  states,
  said,
  people,
  overview,
  person,
  chart,
  accounts,
  audit,
  keys,
  map,
  once,
  me,
  own,
  release,
  settings,
  standards,
  whatIf,
  appraisals,
  rubrics,
  welcome,
  imports,
  jobs,
  evaluate,
  trends,
};
