import { Code, Table, Text, UnstyledButton } from '@mantine/core';
import type { AuditEntry } from '../../../src/client/index.ts';
import { useActorNames } from '../../api/accounts.ts';
import { useLanguage } from '../../messages/language.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import { actionWords } from './action-words.ts';
import type { AuditView } from './audit-view.ts';

/** Entries of the log, newest first; who, what and to what narrow the list when they are pressed. */
export function AuditTable({
  entries,
  onChange,
}: {
  readonly entries: readonly AuditEntry[];
  readonly onChange: (part: AuditView) => void;
}) {
  const { words, format } = useLanguage();
  const names = useActorNames();
  const nameOf = (actor: string) => {
    if (actor === 'system') return words.audit.system;
    if (actor === 'local') return words.audit.local;
    return names.get(actor) ?? actor;
  };
  return (
    <WideTable label={words.pages.audit} minWidth={820}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th ta="right" w={70}>
            {words.audit.sequence}
          </Table.Th>
          <Table.Th w={180}>{words.audit.at}</Table.Th>
          <Table.Th w={170}>{words.audit.actor}</Table.Th>
          <Table.Th w={220}>{words.audit.action}</Table.Th>
          <Table.Th>{words.audit.subject}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(({ sequence, at, actor, action, subject, detail }) => (
          <Table.Tr key={sequence} style={{ verticalAlign: 'top' }}>
            <Table.Td ta="right">{format.number(sequence, 0)}</Table.Td>
            <Table.Td>{format.moment(at)}</Table.Td>
            <Table.Td>
              <Narrow onClick={() => onChange({ actor })}>{nameOf(actor)}</Narrow>
            </Table.Td>
            <Table.Td>
              <Narrow onClick={() => onChange({ action })}>{actionWords(action, words)}</Narrow>
            </Table.Td>
            <Table.Td>
              <Narrow onClick={() => onChange({ subject })}>
                {names.get(subject.replace(/^accounts\//, '')) ?? subject}
              </Narrow>
              <Detail detail={detail} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

function Narrow({ children, onClick }: { readonly children: string; readonly onClick: () => void }) {
  return (
    <UnstyledButton fz="sm" ta="left" c="var(--mantine-color-anchor)" onClick={onClick} mih={24}>
      {children}
    </UnstyledButton>
  );
}

/** What else stands in an entry: names of fields and ids, never what is in them. */
function Detail({ detail }: { readonly detail: AuditEntry['detail'] }) {
  const lines = Object.entries(detail);
  if (lines.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
      {lines.map(([name, value]) => (
        <div key={name}>
          {name}: <Code c="inherit">{shown(value)}</Code>
        </div>
      ))}
    </Text>
  );
}

/** Lists of what was seen can be long; the export has them whole. */
const LONGEST = 300;

function shown(value: unknown): string {
  const text = inWords(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Lists and pairs without the signs of JSON. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (typeof value !== 'object' || value === null) return value === null ? '–' : String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${inWords(part)}`)
    .join(', ');
}
