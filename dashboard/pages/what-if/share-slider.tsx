import { Group, NumberInput, Slider, Text } from '@mantine/core';
import { useLanguage } from '../../messages/language.tsx';

/** A share, to be pushed along or typed in percent. */
export function ShareSlider({
  label,
  share,
  least,
  most,
  step = 0.005,
  disabled = false,
  colour,
  onChange,
}: {
  readonly label: string;
  readonly share: number;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly disabled?: boolean;
  readonly colour?: string;
  readonly onChange: (share: number) => void;
}) {
  const { format } = useLanguage();
  // Shares are whole numbers of steps: no 0.30000000000000004.
  const per = Math.round(1 / step);
  const exact = (percent: number) => Math.round((percent / 100) * per) / per;
  return (
    <div>
      <Text fw={600}>{label}</Text>
      <Group gap="sm" wrap="nowrap">
        <Slider
          flex={1}
          thumbLabel={label}
          min={least * 100}
          max={most * 100}
          step={step * 100}
          value={share * 100}
          label={(percent) => format.percent(percent / 100, 1)}
          disabled={disabled}
          {...(colour !== undefined && { color: colour })}
          onChange={(percent) => onChange(exact(percent))}
        />
        <NumberInput
          aria-label={label}
          w={96}
          suffix=" %"
          min={least * 100}
          max={most * 100}
          step={step * 100}
          clampBehavior="strict"
          disabled={disabled}
          value={Number((share * 100).toFixed(4))}
          onChange={(percent) => {
            if (typeof percent === 'number' && percent >= least * 100 && percent <= most * 100) {
              onChange(exact(percent));
            }
          }}
        />
      </Group>
    </div>
  );
}
