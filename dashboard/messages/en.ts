import { accounts } from './en/accounts.ts';
import { app } from './en/app.ts';
import { appraisals } from './en/appraisals.ts';
import { audit } from './en/audit.ts';
import { chart } from './en/chart.ts';
import { evaluate } from './en/evaluate.ts';
import { imports } from './en/imports.ts';
import { jobs } from './en/jobs.ts';
import { keys } from './en/keys.ts';
import { map } from './en/map.ts';
import { me } from './en/me.ts';
import { once } from './en/once.ts';
import { overview } from './en/overview.ts';
import { own } from './en/own.ts';
import { pages } from './en/pages.ts';
import { people } from './en/people.ts';
import { person } from './en/person.ts';
import { release } from './en/release.ts';
import { rubrics } from './en/rubrics.ts';
import { said } from './en/said.ts';
import { settings } from './en/settings.ts';
import { standards } from './en/standards.ts';
import { states } from './en/states.ts';
import { trends } from './en/trends.ts';
import { welcome } from './en/welcome.ts';
import { whatIf } from './en/what-if.ts';

/** Everything that the pages say, in English. Other languages have the same entries: one that is missing does not compile. */
export const en = {
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

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

export type Messages = Widened<typeof en>;
