import { Group, Table, Text } from '@mantine/core';
import { IconArrowRight, IconEye } from '@tabler/icons-react';
import type { WhatIf, WhatIfFloors } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Sign } from '../../parts/sign.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';

/** Who would change: from which tier to which, and the score before and after. */
export function ChangedPeople({ outcome }: { readonly outcome: WhatIf | WhatIfFloors }) {
  const { words } = useLanguage();
  const { before, after } = outcome.tiers;
  const badge = (tier: string | null, tiers: typeof before) => {
    const rank = tiers.findIndex(({ name }) => name === tier);
    return <TierBadge tier={tier} rank={rank < 0 ? null : rank} of={tiers.length} />;
  };
  const move = (from: string | null, to: string | null) => (
    <Group gap={6} wrap="nowrap" miw="max-content">
      {badge(from, before)}
      <IconArrowRight size={16} aria-hidden />
      {badge(to, after)}
    </Group>
  );
  const hasScores = 'tier_changed' in outcome.summary;
  return (
    <Table.ScrollContainer
      minWidth={560}
      maxHeight={520}
      scrollAreaProps={{
        viewportProps: { tabIndex: 0, role: 'region', 'aria-label': words.chart.tableOf(words.whatIf.who) },
      }}
    >
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.people.name}</Table.Th>
            <Table.Th>
              {words.whatIf.from} → {words.whatIf.to}
            </Table.Th>
            {hasScores ? (
              <>
                <Table.Th ta="right">{words.whatIf.scoreBefore}</Table.Th>
                <Table.Th ta="right">{words.whatIf.scoreAfter}</Table.Th>
                <Table.Th ta="right">{words.whatIf.move}</Table.Th>
              </>
            ) : (
              <Table.Th>{words.whatIf.position}</Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {outcome.changes.map((change) => (
            <Table.Tr key={change.employee_id}>
              <Table.Td>
                <PageLink to="/people/$id" params={{ id: change.employee_id }}>
                  {change.name ?? change.number}
                </PageLink>
                {change.name !== null && (
                  <Text span size="sm" c="dimmed" ml="xs">
                    {change.number}
                  </Text>
                )}
              </Table.Td>
              {'tier' in change ? (
                <>
                  <Table.Td>
                    <Group gap="xs">
                      {move(change.tier.from, change.tier.to)}
                      <Unusual {...change.is_anomaly} />
                    </Group>
                  </Table.Td>
                  <Score value={change.performance_score.from} />
                  <Score value={change.performance_score.to} />
                  <Score value={change.performance_score.move} isMove />
                </>
              ) : (
                <>
                  <Table.Td>{move(change.grade.from, change.grade.to)}</Table.Td>
                  <Table.Td>{change.position}</Table.Td>
                </>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Score({ value, isMove = false }: { readonly value: number | null; readonly isMove?: boolean }) {
  const { format } = useLanguage();
  const sign = isMove && value !== null && value > 0 ? '+' : '';
  return (
    <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value === null ? '–' : `${sign}${format.number(value)}`}
    </Table.Td>
  );
}

function Unusual({ from, to }: { readonly from: boolean | null; readonly to: boolean | null }) {
  const { words } = useLanguage();
  if (from === to || (!from && !to)) return null;
  return <Sign icon={IconEye}>{to ? words.whatIf.becomesUnusual : words.whatIf.nothingUnusual}</Sign>;
}
