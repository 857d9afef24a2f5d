import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTasks } from '../src/data/files/read-tasks.ts';
import { StandardScaler } from '../src/estimators/standard-scaler.ts';
import { ratedIndices } from '../src/evaluation/evidence.ts';
import { featureMatrix, numbersOf, rangeOf } from '../src/evaluation/features.ts';
import type { Matrix } from '../src/math/matrix.ts';

/** The task log of a software company (Jones and Cullum 2019, arXiv 1901.01621), as published. */
export const SIP_SOURCE = {
  files: ['Sip-task-info.csv', 'tasks.csv'],
  url: 'https://raw.githubusercontent.com/Derek-Jones/SiP_dataset/master/Sip-task-info.csv',
  sha256: '28621aa8b0ce05c270085a78e96a4d37f1bb39c1a5d260059ff3c197de961a4a',
};

/** The standard-scaled features of its developers, as the task pipeline clusters them; null where no folder has the log. */
export async function readSip(folders: readonly string[]): Promise<Matrix | null> {
  const path = folders
    .flatMap((folder) => SIP_SOURCE.files.map((file) => join(folder, file)))
    .find(existsSync);
  if (path === undefined) return null;
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  if (sha256 !== SIP_SOURCE.sha256) {
    throw new Error(`${path} is not the SiP task log that the figures are made from; get ${SIP_SOURCE.url}`);
  }
  const { summaries } = await readTasks(path, {
    map: { employee_id: 'DeveloperID', hours: 'DeveloperHoursActual' },
  });
  const numbers = numbersOf(summaries, ratedIndices(summaries, 1));
  const features = featureMatrix(numbers, rangeOf(numbers.avgTaskHours));
  return new StandardScaler().fit(features).transform(features);
}
