import { useQuery } from '@tanstack/react-query';
import { indicatorLabelsQuery } from '../../api/person.ts';
import { spelledOut } from '../../parts/spelled-out.ts';

/** What the indicators of the rubric that a standard has are called. */
export function useIndicatorLabel(standardId: string | undefined): (key: string) => string {
  const labels = useQuery({ ...indicatorLabelsQuery(standardId ?? ''), enabled: standardId !== undefined });
  return (key) => labels.data?.get(key) ?? spelledOut(key);
}
