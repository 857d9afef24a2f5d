import { UsageError } from '../../errors.ts';

/** Words for a task that is done. */
export const DONE_WORDS: readonly string[] = [
  'done',
  'finished',
  'completed',
  'complete',
  'closed',
  'resolved',
  'released',
  'delivered',
  'accepted',
  'verified',
  'fixed',
  'deployed',
  'shipped',
  'success',
  'erledigt',
  'fertig',
  'abgeschlossen',
  'geschlossen',
  'gelöst',
  'beendet',
  'fertiggestellt',
  'ausgeliefert',
  'abgenommen',
  'behoben',
];

/** Words for a task that nobody was to do: it is not counted at all. */
export const EXCLUDED_WORDS: readonly string[] = [
  'cancelled',
  'canceled',
  'rejected',
  'declined',
  'duplicate',
  "won't fix",
  "won't do",
  'wontfix',
  'invalid',
  'not a bug',
  'cannot reproduce',
  'obsolete',
  'withdrawn',
  'deleted',
  'void',
  'template',
  'abgebrochen',
  'storniert',
  'abgelehnt',
  'verworfen',
  'zurückgezogen',
  'ungültig',
  'hinfällig',
  'duplikat',
  'doppelt',
  'vorlage',
];

/** Words for a task that is still to be done. */
export const OPEN_WORDS: readonly string[] = [
  'open',
  'new',
  'to do',
  'todo',
  'in progress',
  'in work',
  'doing',
  'started',
  'active',
  'assigned',
  'planned',
  'scheduled',
  'ready',
  'backlog',
  'pending',
  'waiting',
  'on hold',
  'blocked',
  'paused',
  'reopened',
  'in review',
  'review',
  'in test',
  'testing',
  'draft',
  'offen',
  'neu',
  'in Arbeit',
  'in Bearbeitung',
  'begonnen',
  'geplant',
  'zugewiesen',
  'wartend',
  'wartet',
  'zurückgestellt',
  'blockiert',
  'pausiert',
  'wiedereröffnet',
  'in Prüfung',
  'im Test',
  'Entwurf',
];

export interface StatusLists {
  /** Statuses that mean done; default DONE_WORDS. */
  readonly done?: readonly string[];
  /** Statuses of tasks that are not counted; default EXCLUDED_WORDS. */
  readonly exclude?: readonly string[];
}

export interface SortedStatuses {
  readonly done: readonly string[];
  readonly excluded: readonly string[];
  /** Neither named nor common: counted as open. */
  readonly unknown: readonly string[];
  /** Named in a list, but no task has it: perhaps misspelt. */
  readonly unused: readonly string[];
}

/**
 * Sorts the statuses of a log, compared without case, blanks and signs. A list that was given replaces the common
 * words for it; what it names wins over the common words of the other. Throws UsageError where both lists name one.
 */
export function sortStatuses(statuses: readonly string[], lists: StatusLists): SortedStatuses {
  const named = { done: words(lists.done ?? []), exclude: words(lists.exclude ?? []) };
  for (const status of lists.done ?? []) {
    if (named.exclude.has(statusWord(status))) {
      throw new UsageError(
        `--done and --exclude both name "${status}": a task cannot be done and not counted`,
      );
    }
  }
  const done = lists.done === undefined ? words(DONE_WORDS) : named.done;
  const excluded = lists.exclude === undefined ? words(EXCLUDED_WORDS) : named.exclude;
  const open = words(OPEN_WORDS);
  const present = words(statuses);
  const isDone = (word: string): boolean => done.has(word) && !named.exclude.has(word);
  const isExcluded = (word: string): boolean => excluded.has(word) && !named.done.has(word);
  return {
    done: statuses.filter((status) => isDone(statusWord(status))),
    excluded: statuses.filter((status) => isExcluded(statusWord(status))),
    unknown: statuses.filter((status) => {
      const word = statusWord(status);
      return !isDone(word) && !isExcluded(word) && !open.has(word);
    }),
    unused: [...(lists.done ?? []), ...(lists.exclude ?? [])].filter(
      (status) => !present.has(statusWord(status)),
    ),
  };
}

function words(list: readonly string[]): ReadonlySet<string> {
  return new Set(list.map(statusWord));
}

function statusWord(status: string): string {
  return status
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´]/g, '')
    .replace(/[\s_\-–./]+/g, ' ')
    .trim();
}
