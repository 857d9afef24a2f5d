import { ActionIcon, Button, Fieldset, Group, MultiSelect, NumberInput, Select, Stack } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useLanguage } from '../messages/language.tsx';

/** A floor: a share of points on an indicator at or below which no better grade than `atMost` is open. */
export interface EditedFloor {
  readonly atMost: string;
  /** 0 to 1. */
  readonly atOrBelow: number;
  /** None: all. */
  readonly indicators?: readonly string[] | undefined;
}

/** Floors as fields; errors by the number of the floor and the name of the field. */
export function FloorsEditor({
  floors,
  grades,
  indicators,
  errorOf,
  disabled = false,
  onChange,
}: {
  readonly floors: readonly EditedFloor[];
  /** Best first; the best caps nothing. */
  readonly grades: readonly string[];
  readonly indicators: readonly string[];
  readonly errorOf?: (floor: number, field: keyof EditedFloor) => string | undefined;
  readonly disabled?: boolean;
  readonly onChange: (floors: readonly EditedFloor[]) => void;
}) {
  const { words, format } = useLanguage();
  const open = grades.slice(1);
  const replace = (at: number, part: Partial<EditedFloor>) =>
    onChange(floors.map((floor, i) => (i === at ? { ...floor, ...part } : floor)));
  return (
    <Stack gap="sm">
      {floors.map((floor, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: floors have no other name than their place.
        <Fieldset key={i} legend={words.whatIf.floor(format.number(i + 1, 0))} disabled={disabled}>
          <Stack gap="xs">
            <Group grow align="flex-end" preventGrowOverflow={false}>
              <Select
                label={words.whatIf.atMost}
                data={[...new Set([...open, floor.atMost])].filter((name) => name !== '')}
                value={floor.atMost}
                onChange={(atMost) => atMost && replace(i, { atMost })}
                allowDeselect={false}
                error={errorOf?.(i, 'atMost')}
                miw={130}
              />
              <NumberInput
                label={words.whatIf.atOrBelow}
                suffix=" %"
                min={0}
                max={99.9}
                step={5}
                clampBehavior="strict"
                value={Number((floor.atOrBelow * 100).toFixed(6))}
                onChange={(percent) => {
                  if (typeof percent === 'number')
                    replace(i, { atOrBelow: Number((percent / 100).toFixed(8)) });
                }}
                error={errorOf?.(i, 'atOrBelow')}
                miw={130}
              />
            </Group>
            <MultiSelect
              label={words.whatIf.indicators}
              placeholder={floor.indicators?.length ? undefined : words.whatIf.all}
              data={[...new Set([...indicators, ...(floor.indicators ?? [])])]}
              value={[...(floor.indicators ?? [])]}
              onChange={(named) => replace(i, { indicators: named.length > 0 ? named : undefined })}
              searchable
              clearable
              error={errorOf?.(i, 'indicators')}
            />
            <Group justify="flex-end">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={words.whatIf.removeFloor(format.number(i + 1, 0))}
                onClick={() => onChange(floors.filter((_, j) => j !== i))}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </Group>
          </Stack>
        </Fieldset>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={disabled || open.length === 0}
        onClick={() => onChange([...floors, { atMost: open.at(-1) ?? '', atOrBelow: 0.2 }])}
      >
        {words.whatIf.addFloor}
      </Button>
    </Stack>
  );
}
