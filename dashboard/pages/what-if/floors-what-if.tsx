import { Alert, Button, Card, Grid, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Evaluation } from '../../../src/client/index.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FloorsEditor } from '../../parts/floors-editor.tsx';
import type { AppraisalContent } from '../standards/content.ts';
import { Outcome } from './outcome.tsx';
import type { FloorView } from './what-if-view.ts';

const route = getRouteApi('/what-if');

/** Other floors for an evaluation of appraisals. */
export function FloorsWhatIf({
  evaluation,
  content: { grades, positions },
  name,
}: {
  readonly evaluation: Evaluation;
  readonly content: AppraisalContent;
  readonly name: string;
}) {
  const { words } = useLanguage();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const original = useMemo(() => floorsOf(positions), [positions]);
  const floors = view.floors ?? original;
  const [settled] = useDebouncedValue(floors, 200);
  const asked = useMemo(
    () => ({
      evaluation_id: evaluation.id,
      floors: settled.map(({ atMost, atOrBelow, indicators }) => ({
        at_most: atMost,
        at_or_below: atOrBelow,
        ...(indicators && { indicators }),
      })),
    }),
    [evaluation.id, settled],
  );
  const differ = new Set(positions.map(({ floors: own }) => JSON.stringify(own))).size > 1;
  const change = (next: readonly FloorView[] | undefined) =>
    void navigate({ search: (now) => ({ ...now, floors: next }), replace: true });
  return (
    <Grid>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Card withBorder className="no-print">
          <Stack>
            <div>
              <Title order={2} size="h4">
                {words.whatIf.floors}
              </Title>
              <Text size="sm" c="dimmed">
                {words.whatIf.floorsSays}
              </Text>
            </div>
            {differ && <Alert color="yellow">{words.whatIf.differ}</Alert>}
            <FloorsEditor
              floors={floors}
              grades={grades}
              indicators={[...new Set(positions.flatMap(({ weights }) => Object.keys(weights ?? {})))]}
              onChange={change}
            />
            <Button variant="default" onClick={() => change(undefined)}>
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

/** The floors of the first position: those of all, where the rubric has one set. */
function floorsOf([first]: AppraisalContent['positions']): readonly FloorView[] {
  return (first?.floors ?? []).map(({ at_most, at_or_below, indicators }) => ({
    atMost: at_most,
    atOrBelow: at_or_below,
    ...(indicators && { indicators }),
  }));
}
