/** Somebody of a file who cannot have the manager that it says. */
export interface Refused {
  readonly row: number;
  readonly manager: string | null;
  readonly reason: string;
}

export interface Hierarchy {
  /** By number. */
  readonly refused: ReadonlyMap<string, Refused>;
  /** The numbers of those who are new, managers before those who report to them. */
  newcomers(): string[];
}

interface Said {
  readonly row: number;
  /** Undefined where the file does not say who it is; null where it says that there is none. */
  readonly manager: string | null | undefined;
}

/**
 * Who of a file cannot report to whom it says: nobody has the manager's number, or they would stand over themselves.
 * What others then say of a refused newcomer is refused, too. Everything goes by numbers. O(people) for each round of
 * refusals, of which there are rarely more than two.
 */
export function hierarchyOf(
  everybody: readonly { readonly number: string; readonly manager: string | null }[],
  file: readonly (readonly [row: number, number: string, manager: string | null | undefined])[],
): Hierarchy {
  const managerOf = new Map(everybody.map(({ number, manager }) => [number, manager]));
  const said = new Map<string, Said>(file.map(([row, number, manager]) => [number, { row, manager }]));
  const refused = new Map<string, Refused>();
  const managerNow = (number: string): string | null => {
    const own = said.get(number);
    const changes = own !== undefined && own.manager !== undefined && !refused.has(number);
    return (changes ? own.manager : managerOf.get(number)) ?? null;
  };
  const exists = (number: string): boolean =>
    managerOf.has(number) || (said.has(number) && !refused.has(number));

  for (let before = -1; before < refused.size; ) {
    before = refused.size;
    for (const [number, { row, manager }] of said) {
      if (manager === undefined || manager === null || refused.has(number)) continue;
      if (!exists(manager)) {
        const reason = said.has(manager)
          ? 'the manager is in a row that is rejected'
          : 'nobody has this number, neither in the file nor among the people who are here';
        refused.set(number, { row, manager, reason });
      }
    }
    for (const number of circling(said.keys(), managerNow)) {
      const own = said.get(number);
      if (own?.manager === undefined || refused.has(number)) continue;
      refused.set(number, {
        row: own.row,
        manager: own.manager,
        reason: 'nobody can report to themselves, be it through others',
      });
    }
  }

  return {
    refused,
    newcomers() {
      const placed = new Set<string>();
      const isNew = (number: string): boolean => !managerOf.has(number) && !refused.has(number);
      for (const number of said.keys()) {
        const above: string[] = [];
        for (
          let at: string | null = number;
          at !== null && isNew(at) && !placed.has(at);
          at = managerNow(at)
        ) {
          above.push(at);
        }
        for (const at of above.reverse()) placed.add(at);
      }
      return [...placed];
    },
  };
}

/** Everybody on a circle of managers that begins from one of these. Each person is looked at once. */
function circling(starts: Iterable<string>, managerOf: (number: string) => string | null): string[] {
  const done = new Set<string>();
  const circle: string[] = [];
  for (const start of starts) {
    const path = new Map<string, number>();
    let at: string | null = start;
    while (at !== null && !done.has(at) && !path.has(at)) {
      path.set(at, path.size);
      at = managerOf(at);
    }
    const from = at === null ? undefined : path.get(at);
    for (const [number, place] of path) {
      done.add(number);
      if (from !== undefined && place >= from) circle.push(number);
    }
  }
  return circle;
}
