import { createContext, type ReactNode, startTransition, use, useEffect, useMemo, useState } from 'react';
import type { Messages } from './en.ts';

/** What the pages say in each language, read when it is wanted. */
const MESSAGES = {
  en: async (): Promise<Messages> => (await import('./en.ts')).en,
  de: async (): Promise<Messages> => (await import('./de.ts')).de,
};
export type Language = keyof typeof MESSAGES;
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

interface Spoken {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly words: Messages;
  readonly format: Formats;
}

/** Numbers and dates as the reader writes them. */
export interface Formats {
  /** With at most so many places; default 1. */
  number(value: number, places?: number): string;
  /** A share from 0 to 1. */
  percent(share: number, places?: number): string;
  day(day: string): string;
  moment(moment: string): string;
}

const Context = createContext<Spoken | null>(null);
const KEPT = 'evenhand-language';

/** Suspends until the words of the language are here. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const words = use(wordsIn(language));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      choose: (chosen) => {
        localStorage.setItem(KEPT, chosen);
        // The page stays as it is until it can be said otherwise.
        void wordsIn(chosen).then(() => startTransition(() => setLanguage(chosen)));
      },
      words,
      format: formatsOf(language),
    }),
    [language, words],
  );
  return <Context value={spoken}>{children}</Context>;
}

/** Words, numbers and dates in the reader's language. */
export function useLanguage(): Spoken {
  const spoken = use(Context);
  if (spoken === null) throw new Error('there is no language here');
  return spoken;
}

const read = new Map<Language, Promise<Messages>>();

function wordsIn(language: Language): Promise<Messages> {
  const known = read.get(language);
  if (known !== undefined) return known;
  const words = MESSAGES[language]();
  read.set(language, words);
  // What could not be read may be there the next time.
  words.catch(() => read.delete(language));
  return words;
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  const wanted = [kept, ...navigator.languages].map((name) => name?.slice(0, 2));
  return wanted.find((name): name is Language => name === 'en' || name === 'de') ?? 'en';
}

function formatsOf(language: Language): Formats {
  // Numbers follow the region that the browser names, where it is one of the language.
  const locale = navigator.languages.find((name) => name.startsWith(language)) ?? language;
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    number: (value, places = 1) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: places }).format(value),
    percent: (share, places = 0) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: places }).format(share),
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)),
    moment: (moment) => moments.format(new Date(moment)),
  };
}
