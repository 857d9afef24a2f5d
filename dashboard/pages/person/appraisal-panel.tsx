import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { appraisalRadar } from '../../charts/appraisal-radar.ts';
import { Chart } from '../../charts/chart.tsx';
import { useLanguage } from '../../messages/language.tsx';
import { Panel } from '../../parts/panel.tsx';
import { TierBadge } from '../../parts/tier-badge.tsx';
import type { Appraisal, IndicatorPlace } from './detail.ts';
import classes from './person.module.css';
import { useIndicatorLabel } from './use-indicator-label.ts';

/** An appraisal by indicator, against the own grade and the next, with both methods side by side. */
export function AppraisalPanel({
  appraisal,
  grades,
  standardId,
  from,
  isOwn,
}: {
  readonly appraisal: Appraisal;
  /** Best first. */
  readonly grades: readonly string[];
  readonly standardId: string | undefined;
  /** The evaluation that it is of, where that is another than the one that is shown. */
  readonly from?: string | undefined;
  readonly isOwn: boolean;
}) {
  const { words, format } = useLanguage();
  const labelOf = useIndicatorLabel(standardId);
  const { grade, scoring_grade, clustered_grade, floors, total, maximum, appraisers } = appraisal;
  return (
    <Panel
      title={words.person.appraisal}
      says={from && words.person.fromEvaluation(from)}
      className={classes.wide}
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Chart {...appraisalRadar(appraisal, labelOf, { isOwn, grades }, words, format)} />
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Method
              title={words.person.byClusters}
              says={words.person.byClustersSays}
              grade={grade}
              grades={grades}
              below={clustered_grade === grade ? null : words.person.clusteredBefore(clustered_grade ?? '–')}
            />
            <Method
              title={words.person.byPoints}
              says={words.person.byPointsSays}
              grade={scoring_grade}
              grades={grades}
              below={
                total === null ? null : words.person.pointsOf(format.number(total), format.number(maximum))
              }
            />
          </SimpleGrid>
          <Text size="sm">{grade === scoring_grade ? words.person.sameGrade : whyDifferent()}</Text>
          {floors.map(({ indicator, share, at_most }) => (
            <Text size="sm" key={indicator}>
              {words.person.floor(labelOf(indicator), format.percent(share), at_most)}
            </Text>
          ))}
          {appraisal.strengths.length > 0 && (
            <Places title={words.person.strengths} places={appraisal.strengths} labelOf={labelOf} />
          )}
          <Places title={words.person.needs} places={appraisal.training_needs} labelOf={labelOf} />
          {appraisers !== null && (
            <Text size="sm" c="dimmed">
              {words.person.appraisers(format.number(appraisers, 0), appraisers === 1)}
            </Text>
          )}
        </Stack>
      </SimpleGrid>
    </Panel>
  );

  /** The same grade by the sum of points alone would be another, as the single indicators say another. */
  function whyDifferent(): string {
    const { distances } = appraisal;
    const near = (one: string | null) => (one === null ? undefined : distances?.[one]);
    const [own, other] = [near(clustered_grade), near(scoring_grade)];
    if (clustered_grade === scoring_grade || own === undefined || other === undefined) {
      return words.person.otherGrade;
    }
    const nearer = words.person.nearerGrade(
      clustered_grade ?? '–',
      format.number(own, 2),
      scoring_grade ?? '–',
      format.number(other, 2),
    );
    return `${words.person.otherGrade} ${nearer}`;
  }
}

function Method({
  title,
  says,
  grade,
  grades,
  below,
}: {
  readonly title: string;
  readonly says: string;
  readonly grade: string | null;
  readonly grades: readonly string[];
  readonly below: string | null;
}) {
  const rank = grades.indexOf(grade ?? '');
  return (
    <div>
      <Title order={3} size="h6">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb={6}>
        {says}
      </Text>
      <TierBadge tier={grade} rank={rank < 0 ? null : rank} of={grades.length} />
      {below && (
        <Text size="sm" mt={4}>
          {below}
        </Text>
      )}
    </div>
  );
}

function Places({
  title,
  places,
  labelOf,
}: {
  readonly title: string;
  readonly places: readonly IndicatorPlace[];
  readonly labelOf: (indicator: string) => string;
}) {
  const { words, format } = useLanguage();
  return (
    <div>
      <Title order={3} size="h6" mb={4}>
        {title}
      </Title>
      {places.length === 0 && <Text size="sm">{words.person.nothingMissing}</Text>}
      <ul className={classes.list}>
        {places.map(({ indicator, share, points }) => (
          <li key={indicator}>
            <Text size="sm" component="span">
              {labelOf(indicator)} ({format.percent(share)}):{' '}
              {points < 0
                ? words.person.missingPoints(format.number(-points))
                : words.person.extraPoints(format.number(points))}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
