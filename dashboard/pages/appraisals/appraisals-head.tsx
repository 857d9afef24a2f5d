import { Button, Group, Title } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { useLanguage } from '../../messages/language.tsx';

const PARTS = [
  ['results', '/appraisals'],
  ['sheet', '/appraisals/sheet'],
  ['rubrics', '/appraisals/rubrics'],
] as const;

const ButtonLink = createLink(Button<'a'>);

/** The title of the pages of appraisals, and the ways between them. */
export function AppraisalsHead({ part }: { readonly part: (typeof PARTS)[number][0] }) {
  const { words } = useLanguage();
  return (
    <Group justify="space-between">
      <Title order={1}>{words.appraisals.title}</Title>
      <Group component="nav" gap="xs" className="no-print" aria-label={words.appraisals.title}>
        {PARTS.map(([name, to]) => (
          <ButtonLink
            key={name}
            component="a"
            to={to}
            size="compact-md"
            variant={name === part ? 'filled' : 'default'}
            aria-current={name === part ? 'page' : undefined}
          >
            {words.appraisals.parts[name]}
          </ButtonLink>
        ))}
      </Group>
    </Group>
  );
}
