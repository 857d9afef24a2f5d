import { Card, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Evaluation, PersonTrend } from '../../../src/client/index.ts';
import { ProblemError } from '../../api/client.ts';
import { historyQuery, personTrendQuery } from '../../api/person.ts';
import { Chart } from '../../charts/chart.tsx';
import { personTrend } from '../../charts/person-trend.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Waiting } from '../../parts/waiting.tsx';

/** Periods below which nothing is forecast. */
const LEAST_FOR_FORECAST = 8;

/** How the person did from period to period, by one standard, and what may come next. */
export function TrendPanel({
  evaluation,
  employeeId,
  className,
}: {
  readonly evaluation: Evaluation;
  readonly employeeId: string;
  readonly className?: string | undefined;
}) {
  const { words, format } = useLanguage();
  const isOfTasks = evaluation.pipeline === 'tasks';
  const history = useQuery({ ...historyQuery(employeeId), enabled: !isOfTasks });
  // Appraisals are not compared over time: the periods are held against the standard of the newest tasks.
  const ofTasks = isOfTasks ? evaluation : history.data?.items.find(({ pipeline }) => pipeline === 'tasks');
  const standard = ofTasks?.standard_id ?? null;
  const { data, error, isPending } = useQuery({
    ...personTrendQuery(employeeId, standard ?? ''),
    enabled: standard !== null,
  });
  // A standard that is retired is not applied any more: then there is nothing to show, which is no fault.
  const isRetired = error instanceof ProblemError && error.status === 409;
  if (isRetired || (standard === null && !history.isLoading)) return null;
  const rated = data?.periods.filter(({ score }) => score !== null).length ?? 0;
  if (data === undefined || rated < 2) {
    return (
      <Panel title={words.person.trend} className={className}>
        {error ? (
          <Failed error={error} />
        ) : isPending ? (
          <Waiting />
        ) : (
          <Text>{words.person.tooFewPeriods}</Text>
        )}
      </Panel>
    );
  }
  return (
    <Card withBorder padding="lg" className={className}>
      <Chart {...personTrend(data, words, format)} />
      <Stack gap={2} mt="xs">
        <TrendInWords trend={data} />
      </Stack>
    </Card>
  );
}

function TrendInWords({ trend: { trend, changes, forecast, standard } }: { readonly trend: PersonTrend }) {
  const { words, format } = useLanguage();
  const signed = (value: number) => (value > 0 ? `+${format.number(value)}` : format.number(value));
  const directions = {
    rising: words.person.rising,
    falling: words.person.falling,
    none: words.person.steady,
  };
  return (
    <>
      {trend && (
        <Text size="sm">
          {trend.direction && `${directions[trend.direction]}: `}
          {words.person.trendSays(signed(trend.slope))}
          {trend.interval &&
            `, ${words.person.trendInterval(format.percent(trend.level), signed(trend.interval.low), signed(trend.interval.high))}`}
          .
        </Text>
      )}
      {changes?.changes.map(({ period, before, after }) => (
        <Text size="sm" key={period.id}>
          {words.person.changed(period.name, format.number(before), format.number(after))}
        </Text>
      ))}
      {forecast ? (
        <Text size="sm">
          {words.person.forecastSays(
            format.number(forecast.value),
            format.percent(forecast.interval.level),
            format.number(forecast.interval.low),
            format.number(forecast.interval.high),
          )}{' '}
          {words.person.backtest(
            format.number(forecast.backtest.forecasts, 0),
            format.number(forecast.backtest.error),
          )}
        </Text>
      ) : (
        (trend?.values ?? 0) < LEAST_FOR_FORECAST && (
          <Text size="sm" c="dimmed">
            {words.person.noForecast}
          </Text>
        )
      )}
      <Text size="sm" c="dimmed">
        {words.person.oneStandard(standard.name)}
      </Text>
    </>
  );
}
