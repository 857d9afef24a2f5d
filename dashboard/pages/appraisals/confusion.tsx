import { Table } from '@mantine/core';
import type { PositionSummary } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import { WideTable } from '../../parts/wide-table.tsx';
import classes from './confusion.module.css';

/** A cell of the table: the grade by each method. */
export interface Cell {
  readonly grade: string;
  readonly scoring: string;
}

/** How many people have each pair of grades; a number leads to who they are. */
export function Confusion({
  position: { grades, confusion },
  chosen,
  onChoose,
}: {
  readonly position: PositionSummary;
  readonly chosen: Cell | null;
  readonly onChoose: (cell: Cell) => void;
}) {
  const { words, format } = useLanguage();
  const most = Math.max(1, ...grades.flatMap(({ name }) => Object.values(confusion[name])));
  return (
    <WideTable label={words.chart.tableOf(words.appraisals.both)} minWidth={380}>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          <Table.Th colSpan={grades.length} ta="center">
            {words.appraisals.scoring}
          </Table.Th>
          <Table.Td />
        </Table.Tr>
        <Table.Tr>
          <Table.Th>{words.appraisals.clustering}</Table.Th>
          {grades.map(({ name }) => (
            <Table.Th key={name} ta="center">
              {name}
            </Table.Th>
          ))}
          <Table.Th ta="right">{words.appraisals.together}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {grades.map(({ name: grade, people }) => (
          <Table.Tr key={grade}>
            <Table.Th>{grade}</Table.Th>
            {grades.map(({ name: scoring }) => {
              const count = confusion[grade][scoring];
              const shown = format.number(count, 0);
              return (
                <Table.Td key={scoring} p={4}>
                  {count === 0 ? (
                    <span className={classes.none}>0</span>
                  ) : (
                    <button
                      type="button"
                      className={classes.cell}
                      data-same={grade === scoring || undefined}
                      data-strength={Math.ceil((4 * count) / most)}
                      aria-pressed={chosen?.grade === grade && chosen.scoring === scoring}
                      aria-label={words.appraisals.cell(shown, grade, scoring)}
                      onClick={() => onChoose({ grade, scoring })}
                    >
                      {shown}
                    </button>
                  )}
                </Table.Td>
              );
            })}
            <Table.Td ta="right" fw={600}>
              {format.number(people, 0)}
            </Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Th>{words.appraisals.together}</Table.Th>
          {grades.map(({ name, scoring_people }) => (
            <Table.Td key={name} ta="center" fw={600}>
              {format.number(scoring_people, 0)}
            </Table.Td>
          ))}
          <Table.Td />
        </Table.Tr>
      </Table.Tbody>
    </WideTable>
  );
}
