import type { Messages } from '../../messages/en.ts';

/** What was done, in words; an action without any is called what the log calls it. */
export function actionWords(action: string, { audit }: Messages): string {
  const all: Readonly<Record<string, string>> = audit.actions;
  return Object.hasOwn(all, action) ? all[action] : action;
}
