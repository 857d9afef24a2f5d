import { app } from './en/app.ts';
import { chart } from './en/chart.ts';
import { overview } from './en/overview.ts';
import { pages } from './en/pages.ts';
import { people } from './en/people.ts';
import { person } from './en/person.ts';
import { states } from './en/states.ts';

/** Everything that the pages say, in English. Other languages have the same entries: one that is missing does not compile. */
export const en = { app, pages, states, people, overview, person, chart };

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

export type Messages = Widened<typeof en>;
