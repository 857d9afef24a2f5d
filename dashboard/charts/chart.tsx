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
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../messages/language.tsx';

/** What a chart shows, to be read. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * A chart with the table behind it. Many points are painted, few are drawn. Tooltips are painted, too: no text of a
 * person's ever becomes part of the page.
 */
export function Chart({
  title,
  option,
  table,
  height = 280,
  renderer = 'svg',
  onPick,
}: {
  readonly title: string;
  readonly option: EChartsCoreOption;
  readonly table: ChartTable;
  readonly height?: number | undefined;
  readonly renderer?: 'svg' | 'canvas';
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
        <Button size="compact-xs" variant="subtle" className="no-print" onClick={() => setTable(!isTable)}>
          {isTable ? words.chart.asChart : words.chart.asTable}
        </Button>
      </Group>
      {isTable ? (
        <DataTable table={table} height={height} title={title} />
      ) : (
        <Canvas option={option} height={height} renderer={renderer} title={title} onPick={onPick} />
      )}
    </Box>
  );
}

function Canvas({
  title,
  option,
  height,
  renderer,
  onPick,
}: {
  readonly title: string;
  readonly option: EChartsCoreOption;
  readonly height: number;
  readonly renderer: 'svg' | 'canvas';
  readonly onPick: ((index: number) => void) | undefined;
}) {
  const scheme = useComputedColorScheme('light');
  const { ref: sized, width } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const [isReady, setReady] = useState(false);

  useEffect(() => {
    let isGone = false;
    void import('./echarts.ts').then(({ chartIn }) => {
      if (isGone || place.current === null) return;
      chart.current = chartIn(place.current, scheme === 'dark' ? 'dark' : undefined, renderer);
      const { current: painted } = chart;
      const { current: frame } = place;
      // On paper a chart is as wide as there is room: what is drawn is scaled.
      painted.on('rendered', () => {
        const size = `0 0 ${painted.getWidth()} ${painted.getHeight()}`;
        if (painted.getWidth() > 0) frame.querySelector('svg')?.setAttribute('viewBox', size);
      });
      setReady(true);
    });
    return () => {
      isGone = true;
      chart.current?.dispose();
      chart.current = null;
      setReady(false);
    };
  }, [scheme, renderer]);

  useEffect(() => {
    if (!isReady) return;
    const base = {
      backgroundColor: 'transparent',
      animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      // What a chart says of itself is its title, and the table.
      aria: { enabled: true, label: { description: title } },
    };
    chart.current?.setOption({ ...base, ...option }, { notMerge: true });
  }, [option, isReady, title]);

  useEffect(() => {
    if (isReady && width > 0) chart.current?.resize({ height });
  }, [width, height, isReady]);

  useEffect(() => {
    const painted = chart.current;
    if (!isReady || painted === null || onPick === undefined) return;
    const pick = ({ dataIndex }: { dataIndex?: number }) => {
      if (dataIndex !== undefined) onPick(dataIndex);
    };
    painted.on('click', pick);
    return () => {
      painted.off('click', pick);
    };
  }, [isReady, onPick]);

  return (
    // The place has its height from the beginning: what is drawn into none is not always drawn again.
    <Box ref={sized} pos="relative" mih={height} className="chart">
      {!isReady && <Skeleton h={height} pos="absolute" />}
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
