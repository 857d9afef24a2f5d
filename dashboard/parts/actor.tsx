import { useActorNames } from '../api/accounts.ts';
import { useLanguage } from '../messages/language.tsx';

/** Who did something, by name where the reader may know it. */
export function Actor({ id }: { readonly id: string }) {
  const { words } = useLanguage();
  const names = useActorNames();
  const known = names.get(id);
  if (known !== undefined) return known;
  if (id === 'local') return words.jobs.local;
  if (id === 'system') return words.jobs.system;
  return id.startsWith('keys/') ? words.jobs.key : words.jobs.somebody;
}
