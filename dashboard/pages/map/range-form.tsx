import { Button, Fieldset, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../../messages/language.tsx';
import type { Range } from './map-view.ts';

/** Chooses people by numbers: what the line around points does, for keys and for those who do not see the points. */
export function RangeForm({
  range,
  axes,
  scales,
  onChoose,
}: {
  readonly range: Range | null;
  readonly axes: { readonly x: string; readonly y: string };
  /** What one of a value is as it is written: 100 where values are shares and are written as percent. */
  readonly scales: { readonly x: number; readonly y: number };
  readonly onChoose: (range: Range) => void;
}) {
  const { words } = useLanguage();
  const by = [scales.x, scales.x, scales.y, scales.y];
  const shown = (given: Range | null) =>
    by.map((scale, i) => {
      const end = given?.[i] ?? null;
      return end === null ? '' : Number((end * scale).toPrecision(12));
    });
  const [ends, setEnds] = useState<readonly (string | number)[]>(() => shown(range));
  const names = [words.map.from(axes.x), words.map.to(axes.x), words.map.from(axes.y), words.map.to(axes.y)];
  const choose = () => {
    const [a, b, c, d] = ends.map((end, i) => (end === '' ? null : Number(end) / by[i]));
    onChoose([a ?? null, b ?? null, c ?? null, d ?? null]);
  };
  return (
    <form
      className="no-print"
      onSubmit={(event) => {
        event.preventDefault();
        choose();
      }}
    >
      <Fieldset legend={words.map.byNumbers} variant="unstyled">
        <Group gap="xs" align="end">
          {names.map((name, i) => (
            <NumberInput
              key={name}
              label={name}
              value={ends[i]}
              onChange={(value) => setEnds(ends.map((end, j) => (j === i ? value : end)))}
              hideControls
              size="xs"
              w={{ base: 'calc(50% - 5px)', sm: 170 }}
            />
          ))}
          <Button type="submit" size="xs" variant="default">
            {words.map.choose}
          </Button>
        </Group>
      </Fieldset>
    </form>
  );
}
