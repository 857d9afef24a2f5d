import { readdir, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { InputError, type Problem } from '../errors.ts';
import { checkRubric } from '../evaluation/appraisal/check-rubric.ts';
import type { Rubric } from '../evaluation/appraisal/rubric.ts';
import { clip } from '../evaluation/clip.ts';

/** A rubric larger than this is none. */
const MOST_BYTES = 4 << 20;

/** Rubrics that come with Evenhand, beside `src` and `dist` alike. */
const BUNDLED = new URL('../../rubrics/', import.meta.url);

/** The names of the rubrics that come with Evenhand. */
export async function bundledRubrics(): Promise<string[]> {
  const files = await readdir(BUNDLED);
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/** The rubric of a name. Throws InputError where Evenhand brings none of that name; no other file is ever read. */
export async function bundledRubric(name: string): Promise<Rubric> {
  const names = await bundledRubrics();
  if (!names.includes(name)) {
    throw new InputError(
      `there is no rubric ${JSON.stringify(clip(name))}; Evenhand brings ${names.join(', ')}`,
    );
  }
  return readRubric(await readFile(new URL(`${name}.yaml`, BUNDLED), 'utf8'), name);
}

/**
 * The rubric of a name (`fan2022`) or in a YAML or JSON file. Throws InputError where there is none, or where it has
 * mistakes: all of them, each with its line.
 */
export async function loadRubric(nameOrPath: string): Promise<Rubric> {
  const bundled = await bundledRubrics();
  if (bundled.includes(nameOrPath)) return bundledRubric(nameOrPath);
  try {
    const { size } = await stat(nameOrPath);
    if (size > MOST_BYTES) throw new InputError(`${nameOrPath} is too large for a rubric: ${size} bytes`);
    return readRubric(await readFile(nameOrPath, 'utf8'), nameOrPath);
  } catch (cause) {
    throw cause instanceof InputError ? cause : unreadable(nameOrPath, bundled, cause);
  }
}

/** The rubric in the text of a YAML or JSON file; `file` is its name for the messages. */
export function readRubric(text: string, file: string): Rubric {
  const lines = new LineCounter();
  const source = text.replace(/^\ufeff/, '');
  const document = parse(source, lines, file);
  const broken = [...document.errors, ...document.warnings].map((error): Problem => {
    const reason = whyBroken(error, source);
    return { file, line: lines.linePos(error.pos[0]).line, reason };
  });
  const first = broken.findIndex(({ reason }) => reason === ENDS_EARLY);
  if (broken.length > 0) throw mistaken(file, first < 0 ? broken : broken.slice(0, first + 1));

  keepVersion(document);
  const { rubric, mistakes } = checkRubric(plain(document, file));
  if (rubric) return rubric;
  const problems = mistakes.map(({ path, reason }): Problem => {
    const offset = offsetOf(document, path);
    return {
      file,
      ...(offset !== null && { line: lines.linePos(offset).line }),
      ...(path.length > 0 && { column: path.join('.') }),
      reason,
    };
  });
  throw mistaken(
    file,
    problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  );
}

function parse(text: string, lineCounter: LineCounter, file: string): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, version: '1.2' });
  } catch (cause) {
    throw new InputError(`${file} cannot be read as YAML: it is nested too deeply`, { cause });
  }
}

const ENDS_EARLY = 'the text ends before everything is closed: a quote, ] or } is missing';

function whyBroken({ code, message, pos }: YAMLError, source: string): string {
  if (code === 'MULTIPLE_DOCS') return 'a second YAML document begins (---): a file holds one rubric';
  const atEnd = pos[1] >= source.trimEnd().length;
  if (atEnd && /end with a|Missing closing/.test(message)) return ENDS_EARLY;
  return message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
}

/** A version is what stands there: as a number, 1.10 would be 1.1. */
function keepVersion(document: Document.Parsed): void {
  if (!isMap(document.contents)) return;
  const version: unknown = document.contents.get('version', true);
  if (!isScalar(version) || !Number.isFinite(version.value) || version.source === undefined) return;
  if (version.source !== String(version.value)) version.value = version.source;
}

/** The document as plain data. Throws InputError where aliases would make it explode. */
function plain(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`${file} cannot be read as YAML: ${reason}`, { cause });
  }
}

/** Where in the text the last key or item of a path that exists begins; null where not even the first does. */
function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number | null {
  let node: unknown = document.contents;
  let offset: number | null = null;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | null {
  return isNode(node) && node.range ? node.range[0] : null;
}

function mistaken(file: string, problems: readonly Problem[]): InputError {
  const numbers = [...new Set(problems.flatMap(({ line }) => line ?? []))];
  const where =
    numbers.length === 0
      ? ''
      : `, in ${numbers.length === 1 ? 'line' : 'lines'} ${numbers.slice(0, 10).join(', ')}`;
  const more = numbers.length > 10 ? ' and more' : '';
  const what = problems.length === 1 ? 'has a mistake' : `has ${problems.length} mistakes`;
  return new InputError(`the rubric ${file} ${what}${where}${more}`, { code: 'invalid_rubric', problems });
}

function unreadable(nameOrPath: string, bundled: readonly string[], cause: unknown): InputError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  const known = `Evenhand brings ${bundled.join(', ')}; others are named by their file`;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new InputError(`there is no rubric ${nameOrPath}. ${known}`, { cause });
  }
  if (code === 'EISDIR') return new InputError(`${nameOrPath} is a folder: name one rubric in it`, { cause });
  return new InputError(`the rubric ${nameOrPath} could not be read`, { cause });
}
