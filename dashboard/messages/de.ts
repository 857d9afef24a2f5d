import { app } from './de/app.ts';
import { chart } from './de/chart.ts';
import { overview } from './de/overview.ts';
import { pages } from './de/pages.ts';
import { people } from './de/people.ts';
import { person } from './de/person.ts';
import { states } from './de/states.ts';
import type { Messages } from './en.ts';

/** Alles, was die Seiten sagen, auf Deutsch. */
export const de: Messages = { app, pages, states, people, overview, person, chart };
