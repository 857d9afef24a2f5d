import { expect, it } from 'vitest';
import { resultsTable } from '../../bench/report.js';

const result = (side: string, seconds: number[], more: object = {}) => ({
  work: '1,000 people',
  side,
  seconds,
  peak: null,
  ...more,
});

const cells = (table: string) =>
  table
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));

it('compares the medians of peers with ours, and says which goals are missed', () => {
  const results = [
    result('Evenhand', [1, 9, 2], { within: 0.4 }),
    result('slow', [20], { atLeast: 10 }),
    result('quick', [3, 3.5], { atLeast: 5 }),
    result('other', [1]),
  ];
  const rows = cells(resultsTable(results));
  expect(rows.map((row) => [row[2], row[3], row[5], row[6]])).toEqual([
    ['Evenhand', '2.000 s', '', '0.400 s, missed'],
    ['slow', '20.0 s', '10.0x', '10.0x'],
    ['quick', '3.250 s', '1.6x', '5.0x, missed'],
    ['other', '1.000 s', '0.5x', ''],
  ]);
});

it('compares a side with ours at the same work, not with that of other works', () => {
  const results = [
    result('Evenhand', [1]),
    { ...result('Evenhand', [2]), work: 'more' },
    { ...result('peer', [8]), work: 'more' },
  ];
  expect(cells(resultsTable(results)).map((row) => row[5])).toEqual(['', '', '4.0x']);
});
