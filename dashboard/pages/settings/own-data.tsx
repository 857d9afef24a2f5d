import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { client } from '../../api/client.ts';
import { useLanguage } from '../../messages/language.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { useAction } from '../../parts/use-action.tsx';
import { Section } from './section.tsx';

/** Everything that is kept of the reader and that they may see, to look at and to take along. */
export function OwnData({ employeeId }: { readonly employeeId: string | null }) {
  const { words } = useLanguage();
  const { run, isBusy } = useAction([]);
  return (
    <Section title={words.own.data} says={words.own.dataSays}>
      {employeeId === null ? (
        <Text size="sm">{words.own.noPerson}</Text>
      ) : (
        <Group>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={isBusy}
            onClick={() =>
              void run(
                async () => save(await collected(employeeId)),
                () => null,
              )
            }
          >
            {words.own.download}
          </Button>
          <PageLink to="/people/$id" params={{ id: employeeId }} size="sm">
            {words.own.look}
          </PageLink>
        </Group>
      )}
    </Section>
  );
}

/** The record, and each result with everything that is said of it. */
async function collected(id: string): Promise<object> {
  const person = await client.getEmployee({ params: { id } });
  const results: object[] = [];
  for await (const { evaluation_id } of client.each('listEmployeeResults', { params: { id } })) {
    const params = { id: evaluation_id, employee_id: id };
    const evaluation = await client.getEvaluation({ params: { id: evaluation_id } });
    const result = await client.getResult({ params });
    const comments = await all(client.each('listComments', { params }));
    const decisions = await all(client.each('listDecisions', { params }));
    results.push({ evaluation, result, comments, decisions });
  }
  return { person, results };
}

async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const entry of entries) read.push(entry);
  return read;
}

function save(data: object): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  link.download = 'evenhand.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
