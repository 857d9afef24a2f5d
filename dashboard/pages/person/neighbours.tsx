import { Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { neighboursQuery, type ResultKey } from '../../api/person.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { type PeopleView, resultQueryOf } from '../people/people-view.ts';

/** The way to the next person of the list that one came from, and back to it. The keys j and k lead there, too. */
export function Neighbours({ of, list }: { readonly of: ResultKey; readonly list: PeopleView }) {
  const { words } = useLanguage();
  const navigate = useNavigate();
  const { data } = useQuery(neighboursQuery(of, resultQueryOf(list)));
  const go = (to: { readonly employee_id: string } | null | undefined) => {
    if (to) void navigate({ to: '/people/$id', params: { id: to.employee_id }, search: list });
  };
  useHotkeys([
    ['j', () => go(data?.next)],
    ['k', () => go(data?.previous)],
  ]);
  const nameOf = ({ name, number }: { readonly name: string | null; readonly number: string }) =>
    name ?? number;
  return (
    <Group
      component="nav"
      aria-label={words.person.inTheList}
      justify="space-between"
      gap="xs"
      className="no-print"
      wrap="nowrap"
    >
      <PageLink to="/people" search={list} size="sm" style={{ flexShrink: 0 }}>
        {words.person.backToList}
      </PageLink>
      <Group gap="md" wrap="nowrap" miw={0}>
        {data?.previous ? (
          <PageLink
            to="/people/$id"
            params={{ id: data.previous.employee_id }}
            search={list}
            size="sm"
            aria-label={words.person.previous(nameOf(data.previous))}
            truncate
          >
            <IconChevronLeft size={14} aria-hidden /> {nameOf(data.previous)}
          </PageLink>
        ) : (
          data && (
            <Text size="sm" c="dimmed" visibleFrom="sm">
              {words.person.atBeginning}
            </Text>
          )
        )}
        {data?.next ? (
          <PageLink
            to="/people/$id"
            params={{ id: data.next.employee_id }}
            search={list}
            size="sm"
            aria-label={words.person.next(nameOf(data.next))}
            truncate
          >
            {nameOf(data.next)} <IconChevronRight size={14} aria-hidden />
          </PageLink>
        ) : (
          data && (
            <Text size="sm" c="dimmed" visibleFrom="sm">
              {words.person.atEnd}
            </Text>
          )
        )}
      </Group>
    </Group>
  );
}
