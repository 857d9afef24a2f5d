import { Button, Card, Grid, NumberInput, SegmentedControl, Stack, Switch, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Evaluation } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import type { TaskContent } from '../standards/content.ts';
import { Outcome } from './outcome.tsx';
import { ShareSlider } from './share-slider.tsx';
import { WeightSliders } from './weight-sliders.tsx';
import { hundredths, type WhatIfView } from './what-if-view.ts';

const route = getRouteApi('/what-if');

/** Other weights, tiers and shares for an evaluation of tasks. */
export function TasksWhatIf({
  evaluation,
  options,
  name,
}: {
  readonly evaluation: Evaluation;
  readonly options: TaskContent['options'];
  readonly name: string;
}) {
  const { words, format } = useLanguage();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: WhatIfView) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  const { completion_rate, task_efficiency, throughput } = options.weights;
  const original = hundredths([completion_rate, task_efficiency, throughput]);
  const weights = view.weights ?? original;
  const contamination = view.contamination ?? options.contamination;
  const [settled] = useDebouncedValue(view, 200);
  const asked = useMemo(() => optionsOf(evaluation.id, settled), [evaluation.id, settled]);
  return (
    <Grid>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Card withBorder className="no-print">
          <Stack gap="lg">
            <div>
              <Title order={2} size="h4">
                {words.whatIf.weights}
              </Title>
              <WeightSliders
                weights={weights}
                original={original}
                onChange={(next) => change({ weights: same(next, original) ? undefined : next })}
              />
            </div>
            <div>
              <Text fw={600} id="what-if-tiers">
                {words.whatIf.tiers}
              </Text>
              <SegmentedControl
                aria-labelledby="what-if-tiers"
                fullWidth
                data={['2', '3', '4', '5', '6']}
                value={String(view.k ?? options.clusters)}
                onChange={(value) =>
                  change({ k: Number(value) === options.clusters ? undefined : Number(value) })
                }
              />
              <Text size="sm" c="dimmed">
                {words.whatIf.was(format.number(options.clusters, 0))}
              </Text>
            </div>
            <div>
              <ShareSlider
                label={words.whatIf.contamination}
                share={typeof contamination === 'number' ? contamination : 0.05}
                disabled={contamination === 'auto'}
                least={0.005}
                most={0.5}
                onChange={(share) =>
                  change({ contamination: share === options.contamination ? undefined : share })
                }
              />
              <Text size="sm" c="dimmed">
                {words.whatIf.was(
                  options.contamination === 'auto'
                    ? words.whatIf.auto
                    : format.percent(options.contamination, 1),
                )}
              </Text>
              <Switch
                mt="xs"
                label={words.whatIf.auto}
                checked={contamination === 'auto'}
                onChange={({ currentTarget: { checked } }) => {
                  const next = checked ? 'auto' : 0.05;
                  change({ contamination: next === options.contamination ? undefined : next });
                }}
              />
            </div>
            <NumberInput
              label={words.whatIf.minTasks}
              description={words.whatIf.was(format.number(options.min_tasks, 0))}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              clampBehavior="strict"
              value={view.min_tasks ?? options.min_tasks}
              onChange={(value) => {
                if (typeof value === 'number' && value >= 1) {
                  change({ min_tasks: value === options.min_tasks ? undefined : value });
                }
              }}
            />
            <Button
              variant="default"
              onClick={() =>
                change({
                  weights: undefined,
                  k: undefined,
                  contamination: undefined,
                  min_tasks: undefined,
                })
              }
            >
              {words.whatIf.reset}
            </Button>
          </Stack>
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Outcome options={asked} name={name} />
      </Grid.Col>
    </Grid>
  );
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.every((part, i) => part === b[i]);
}

/** A view in the words of the API. */
function optionsOf(evaluation_id: string, { weights, k, contamination, min_tasks }: WhatIfView) {
  return {
    evaluation_id,
    ...(weights && {
      weights: {
        completion_rate: weights[0] / 100,
        task_efficiency: weights[1] / 100,
        throughput: weights[2] / 100,
      },
    }),
    ...(k !== undefined && { clusters: k }),
    ...(contamination !== undefined && { contamination }),
    ...(min_tasks !== undefined && { min_tasks }),
  };
}
