import { Progress, Stack, Text } from '@mantine/core';
import { useLanguage } from '../../messages/language.tsx';
import { WEIGHT_COLOURS } from '../../parts/weight-colours.ts';
import { ShareSlider } from './share-slider.tsx';
import { balanced } from './what-if-view.ts';

const NAMES = ['completion_rate', 'task_efficiency', 'throughput'] as const;

type Weights = readonly [number, number, number];

/** Three weights that are always 100 % together, which one sees. */
export function WeightSliders({
  weights,
  original,
  onChange,
}: {
  readonly weights: Weights;
  readonly original: Weights;
  readonly onChange: (weights: Weights) => void;
}) {
  const { words, format } = useLanguage();
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.whatIf.sumSays}
      </Text>
      <Progress.Root size={18} aria-hidden>
        {NAMES.map((name, i) => (
          <Progress.Section key={name} value={weights[i]} color={WEIGHT_COLOURS[i]} />
        ))}
      </Progress.Root>
      <Text fw={600} role="status">
        {words.whatIf.sum(format.percent(sum / 100))}
      </Text>
      {NAMES.map((name, i) => (
        <div key={name}>
          <ShareSlider
            label={words.whatIf[name]}
            share={weights[i] / 100}
            least={0}
            most={1}
            step={0.01}
            colour={WEIGHT_COLOURS[i]}
            onChange={(share) => onChange(balanced(weights, i, Math.round(share * 100)))}
          />
          <Text size="sm" c="dimmed">
            {words.whatIf.was(format.percent(original[i] / 100))}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
