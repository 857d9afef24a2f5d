import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Matrix, matrixFrom } from '../src/math/matrix.ts';

/** A data set of Table 1: where it comes from, and what its numbers and classes must hash to. */
export interface Source {
  readonly name: string;
  readonly title: string;
  /** The file's name here, and the names under which it may lie in the folders that are searched. */
  readonly files: readonly string[];
  readonly url: string;
  /** SHA-256 of the rows as `canonicalText` writes them, so that ARFF and CSV of the same data are equally good. */
  readonly sha256: string;
}

export interface DataSet {
  readonly name: string;
  readonly title: string;
  readonly features: Matrix;
  readonly classes: readonly string[];
}

const ARFF = 'https://raw.githubusercontent.com/renatopp/arff-datasets/master/classification';

/** Table 1 of the paper, in its order. The data are the UCI Machine Learning Repository's (CC BY 4.0), as ARFF files. */
export const SOURCES: readonly Source[] = [
  {
    name: 'iris',
    title: 'Iris',
    files: ['iris.arff', 'iris.csv'],
    url: `${ARFF}/iris.arff`,
    sha256: '51661a85b73c89505b36248573afca923c18d3b0d92fa5daec84f728948bcf58',
  },
  {
    name: 'wine',
    title: 'Wine',
    files: ['wine.arff', 'wine.csv'],
    url: `${ARFF}/wine.arff`,
    sha256: '24cefd7e5d00a6c9cb806f6a8e3ef2e48ae23b1ca5863b11300718d3dacab509',
  },
  {
    name: 'diabetes',
    title: 'Diabetes',
    files: ['diabetes.arff', 'diabetes.csv'],
    url: `${ARFF}/diabetes.arff`,
    sha256: 'e431a2b3cea8fd621e1785e0df37480516e340fa95f0cf2078cbda901afc84f8',
  },
  {
    name: 'heart-statlog',
    title: 'Heart (Statlog)',
    files: ['heart.statlog.arff', 'heart-statlog.csv'],
    url: `${ARFF}/heart.statlog.arff`,
    sha256: '3b6a2cf495a3131f6b84bd3252e4e99daec96196c1539b71f442389c3debb2de',
  },
  {
    name: 'ionosphere',
    title: 'Ionosphere',
    files: ['ionosphere.arff', 'ionosphere.csv'],
    url: `${ARFF}/ionosphere.arff`,
    sha256: '1d7243d41429e2b4fbd3e45747c7f0d0f997f567de0c6ea07e8ca70d0d6023aa',
  },
];

/**
 * The data set, from the first of the folders that has it; null where none has. Throws where the file that is found
 * is another edition of the data than the figures were made from.
 */
export function readDataSet(source: Source, folders: readonly string[]): DataSet | null {
  const path = folders.flatMap((folder) => source.files.map((file) => join(folder, file))).find(existsSync);
  if (path === undefined) return null;
  const { name, title } = source;
  const { rows, classes } = parseTable(readFileSync(path, 'utf8'));
  const sha256 = createHash('sha256').update(canonicalText(rows, classes)).digest('hex');
  if (sha256 !== source.sha256) {
    throw new Error(
      `${path} does not hold the ${title} data that the figures are made from (its rows hash to ${sha256}, ` +
        `not ${source.sha256}); get ${source.url}`,
    );
  }
  return { name, title, features: matrixFrom(rows), classes };
}

/** Reads ARFF, or CSV with a header: all columns are numbers but the one named class. */
function parseTable(text: string): { rows: number[][]; classes: string[] } {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('%'));
  const attributes = lines.filter((line) => /^@attribute\s/i.test(line));
  const isArff = attributes.length > 0;
  const names = isArff ? attributes.map((line) => line.split(/\s+/)[1]) : lines[0].split(',');
  const body = isArff ? lines.filter((line) => !line.startsWith('@')) : lines.slice(1);
  const classColumn = names.findIndex((name) => name.replaceAll("'", '') === 'class');
  const table = body.map((line) => line.split(',').map((cell) => cell.trim()));
  return {
    rows: table.map((cells) => cells.filter((_, j) => j !== classColumn).map(Number)),
    classes: table.map((cells) => cells[classColumn]),
  };
}

function canonicalText(rows: readonly (readonly number[])[], classes: readonly string[]): string {
  return rows.map((row, i) => `${row.join(',')},${classes[i]}\n`).join('');
}
