import { Badge } from '@mantine/core';
import { useLanguage } from '../messages/language.tsx';
import { tierColour } from './tier-colours.ts';

/** A tier by name, in its colour; the colour is never the only sign. */
export function TierBadge({
  tier,
  rank,
  of,
}: {
  readonly tier: string | null;
  readonly rank: number | null;
  readonly of: number;
}) {
  const { words } = useLanguage();
  if (tier === null || rank === null) {
    return (
      <Badge variant="outline" color="gray" tt="none">
        {words.people.unrated}
      </Badge>
    );
  }
  return (
    <Badge variant="filled" color={tierColour(rank, of)} autoContrast tt="none">
      {tier}
    </Badge>
  );
}
