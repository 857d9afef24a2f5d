import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconArrowsLeftRight, IconEye, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Result } from '../../../src/client/index.ts';
import { useOrganisation } from '../../api/organisation.ts';
import { employeeQuery } from '../../api/person.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Sign } from '../../parts/sign.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';

/** Who it is, where, and what to look at first. */
export function PersonHeader({ person, tiers }: { readonly person: Result; readonly tiers: number }) {
  const { words } = useLanguage();
  const { departments, positions } = useOrganisation();
  const manager = useQuery({
    ...employeeQuery(person.manager_id ?? ''),
    enabled: person.manager_id !== null,
  });
  const places = [
    person.name === null ? null : person.number,
    departments.get(person.department_id ?? ''),
    positions.get(person.position_id ?? ''),
  ].filter(Boolean);
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap">
      <Stack gap={6} miw={0}>
        <Group gap="sm">
          <Title order={1}>{person.name ?? person.number}</Title>
          <TierBadge tier={person.tier} rank={person.tier_rank} of={tiers} />
          {person.data_error && <Sign icon={IconAlertTriangle}>{words.people.dataError}</Sign>}
          {person.unusual && <Sign icon={IconEye}>{words.people[person.direction ?? 'mixed']}</Sign>}
          {person.borderline && <Sign icon={IconArrowsLeftRight}>{words.people.borderline}</Sign>}
        </Group>
        <Text c="dimmed">
          {places.join(' · ')}
          {manager.data && (
            <>
              {places.length > 0 && ' · '}
              {words.person.manager}:{' '}
              <PageLink to="/people/$id" params={{ id: manager.data.id }} c="inherit" underline="always">
                {manager.data.name ?? manager.data.number}
              </PageLink>
            </>
          )}
        </Text>
      </Stack>
      <Button
        className="no-print"
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
        visibleFrom="sm"
        style={{ flexShrink: 0 }}
      >
        {words.person.print}
      </Button>
    </Group>
  );
}
