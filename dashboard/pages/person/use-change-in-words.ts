import { useLanguage } from '../../messages/language.tsx';
import type { TierPlace } from './detail.ts';
import { shownPair } from './shown-value.ts';

/** Says the smallest change of one number that would lead to the next tier. */
export function useChangeInWords(): (place: TierPlace) => string {
  const { words, format } = useLanguage();
  return ({ smallest_change: change }) => {
    if (change === null) return words.person.noSingleChange;
    const [from, to] = shownPair(change.feature, change.from, change.to, format);
    return change.feature === 'completed_tasks'
      ? words.person.wouldCrossTasks(from, to)
      : words.person.wouldCross(words.person[change.feature], from, to);
  };
}
