import { join } from 'node:path';
import { DEFAULT_MIN_PTS } from '../src/estimators/density-seeding.ts';
import { type CompanyResult, gradeCompany, technicalSheet } from './company.ts';
import { type DataSet, readDataSet, SOURCES } from './data-sets.ts';
import { measureLuck, type ObjectivityResult, type Population } from './objectivity.ts';
import { readSip, SIP_SOURCE } from './sip.ts';
import { positionOf, readPrintedTables, readRubric, sharesOf } from './tables.ts';
import { gradeTechnical, type TechnicalResult } from './technical.ts';
import {
  clusterDataSet,
  type ReadingResult,
  SCALINGS,
  type Scaling,
  scaled,
  sevenCentres,
  tryReadings,
  type UciResult,
} from './uci.ts';

export interface SevenCentresResult {
  readonly dataSet: string;
  readonly scaling: Scaling;
  readonly accuracy: number;
}

/** Everything that is rerun, with the MinPts that Evenhand uses unless told otherwise. */
export interface Experiments {
  readonly minPts: number;
  readonly uci: readonly UciResult[];
  readonly readings: readonly ReadingResult[];
  readonly sevenCentres: readonly SevenCentresResult[];
  readonly technical: TechnicalResult;
  readonly company: CompanyResult;
  readonly objectivity: readonly ObjectivityResult[];
}

/** Where data files may lie: the project's own folder for them, and one beside the project. */
export function dataFolders(root: string, kind: 'uci' | 'sip'): string[] {
  return [join(root, 'paper', 'data', kind), join(root, '..', 'shared', 'data', kind)];
}

/** The files that are nowhere, as lines that say where to get them. */
export async function missingData(root: string): Promise<string[]> {
  const folder = (kind: 'uci' | 'sip') => `paper/data/${kind}/`;
  const uci = SOURCES.filter((source) => readDataSet(source, dataFolders(root, 'uci')) === null).map(
    ({ title, files, url }) => `${title}: ${url} as ${folder('uci')}${files[0]}`,
  );
  const sip = await readSip(dataFolders(root, 'sip'));
  return sip ? uci : [...uci, `SiP task log: ${SIP_SOURCE.url} as ${folder('sip')}${SIP_SOURCE.files[0]}`];
}

/** Runs all experiments on the data that are there; `say` hears what is being done. */
export async function runExperiments(root: string, say: (doing: string) => void): Promise<Experiments> {
  const minPts = DEFAULT_MIN_PTS;
  const dataSets = SOURCES.flatMap((source) => readDataSet(source, dataFolders(root, 'uci')) ?? []);
  const cases = dataSets.flatMap((dataSet) => SCALINGS.map((scaling) => ({ dataSet, scaling })));
  const tables = readPrintedTables(root);
  const plain = readRubric(root, 'fan2022');
  const floors = readRubric(root, 'fan2022-floors');

  say('K-means on the UCI data sets');
  const uci = cases.map(({ dataSet, scaling }) => clusterDataSet(dataSet, scaling));
  say('other readings of the paper');
  const readings = cases.flatMap(({ dataSet, scaling }) => tryReadings(dataSet, scaling, minPts));
  const seven = cases.map(({ dataSet, scaling }) => ({
    dataSet: dataSet.name,
    scaling,
    accuracy: sevenCentres(dataSet, scaling),
  }));
  say('the 15 technical employees');
  const technical = gradeTechnical(tables, plain, floors, minPts);
  say('the 1,064 technical employees');
  const company = gradeCompany(plain, floors);
  const objectivity = (await populations(root, dataSets)).map((population) => {
    say(`200 seeds and row orders: ${population.name}`);
    return measureLuck(population);
  });
  return { minPts, uci, readings, sevenCentres: seven, technical, company, objectivity };
}

/** The people whose groups are drawn anew 200 times: the UCI data standard-scaled, appraisals as shares of points. */
async function populations(root: string, dataSets: readonly DataSet[]): Promise<Population[]> {
  const position = positionOf(readRubric(root, 'fan2022'), 'technical');
  const { technical } = readPrintedTables(root);
  const sip = await readSip(dataFolders(root, 'sip'));
  return [
    ...dataSets.map(({ title, features, classes }) => ({
      name: title,
      features: scaled(features, 'standard'),
      clusters: new Set(classes).size,
    })),
    { name: '15 employees', features: sharesOf(technical.points, position), clusters: 4 },
    { name: '1,064 employees', features: sharesOf(technicalSheet().points, position), clusters: 4 },
    {
      name: '1,064, poor ones nearer',
      features: sharesOf(technicalSheet(0.38).points, position),
      clusters: 4,
    },
    ...(sip ? [{ name: 'SiP developers', features: sip, clusters: 3 }] : []),
  ];
}
