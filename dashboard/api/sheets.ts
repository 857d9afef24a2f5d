import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** The appraisal sheets of a person that count in a period. */
export function sheetsQuery(employeeId: string, period: string) {
  return queryOptions({
    queryKey: ['sheets', employeeId, period],
    queryFn: ({ signal }) => client.listSheets({ params: { id: employeeId }, query: { period }, signal }),
  });
}

type SheetBody = Parameters<typeof client.enterSheet>[0]['body'];

export function enterSheet(employeeId: string, body: SheetBody) {
  return client.enterSheet({ params: { id: employeeId }, body });
}

/** Takes back a sheet that was entered. */
export function undoSheet(importId: string) {
  return client.undoImport({ params: { id: importId } });
}
