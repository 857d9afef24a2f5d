import {
  Box,
  Button,
  Group,
  ScrollArea,
  Skeleton,
  Table,
  Title,
  useComputedColorScheme,
} from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isPrinting } from '../app/printing.ts';
import { useLanguage } from '../messages/language.tsx';

/** What a chart shows, to be read. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A chart with the table behind it. Tooltips are drawn, too: no text of a person's ever becomes markup of the page. */
export function Chart({
  title,
  option,
  table,
  height = 280,
  onPick,
}: {
  readonly title: string;
  readonly option: EChartsCoreOption;
  readonly table: ChartTable;
  readonly height?: number | undefined;
  /** Called with the number of the piece of data that was clicked on. */
  readonly onPick?: (index: number) => void;
}) {
  const { words } = useLanguage();
  const [isTable, setTable] = useState(false);
  return (
    <Box component="section" aria-label={title}>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Button
          size="compact-xs"
          variant="subtle"
          flex="none"
          className="no-print"
          onClick={() => setTable(!isTable)}
        >
          {isTable ? words.chart.asChart : words.chart.asTable}
        </Button>
      </Group>
      {isTable ? (
        <DataTable table={table} height={height} title={title} />
      ) : (
        <Canvas option={option} height={height} title={title} onPick={onPick} />
      )}
    </Box>
  );
}

function Canvas({
  title,
  option,
  height,
  onPick,
}: {
  readonly title: string;
  readonly option: EChartsCoreOption;
  readonly height: number;
  readonly onPick: ((index: number) => void) | undefined;
}) {
  const scheme = useComputedColorScheme('light');
  const { ref: sized, width } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  const [library, setLibrary] = useState<typeof import('./echarts.ts') | null>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);

  useEffect(() => {
    void import('./echarts.ts').then(setLibrary);
  }, []);

  // A layout effect, for a page that is printed: its colours change before the listener to that returns.
  useLayoutEffect(() => {
    const { current: frame } = place;
    if (library === null || frame === null) return;
    const painted = library.chartIn(frame, scheme === 'dark' ? 'dark' : undefined);
    // On paper a chart is as wide as there is room: what is drawn is scaled.
    painted.on('rendered', () => {
      const size = `0 0 ${painted.getWidth()} ${painted.getHeight()}`;
      if (painted.getWidth() > 0) frame.querySelector('svg')?.setAttribute('viewBox', size);
    });
    setChart(painted);
    return () => painted.dispose();
  }, [library, scheme]);

  useEffect(() => {
    const isStill = isPrinting() || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const base = {
      backgroundColor: 'transparent',
      animation: !isStill,
      // What a chart says of itself is its title, and the table.
      aria: { enabled: true, label: { description: title } },
    };
    chart?.setOption({ ...base, ...option }, { notMerge: true });
  }, [option, chart, title]);

  useEffect(() => {
    if (width > 0) chart?.resize({ height });
  }, [width, height, chart]);

  useEffect(() => {
    if (chart === null || onPick === undefined) return;
    const pick = ({ dataIndex }: { dataIndex?: number }) => {
      if (dataIndex !== undefined) onPick(dataIndex);
    };
    chart.on('click', pick);
    return () => {
      chart.off('click', pick);
    };
  }, [chart, onPick]);

  return (
    // The place has its height from the beginning: what is drawn into none is not always drawn again.
    <Box ref={sized} pos="relative" mih={height} className="chart">
      {chart === null && <Skeleton h={height} pos="absolute" />}
      <Box ref={place} h={height} role="img" aria-label={title} className="chart" />
    </Box>
  );
}

function DataTable({
  table: { columns, rows },
  height,
  title,
}: {
  readonly table: ChartTable;
  readonly height: number;
  readonly title: string;
}) {
  const { format } = useLanguage();
  const shown = (cell: string | number | null) =>
    typeof cell === 'number' ? format.number(cell, 3) : (cell ?? '–');
  return (
    <ScrollArea h={height} viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': title }}>
      <Table striped stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and never move.
            <Table.Tr key={i}>
              {row.map((cell, j) => (
                <Table.Td key={columns[j]} ta={typeof cell === 'number' ? 'right' : undefined}>
                  {shown(cell)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
