import { posix } from 'node:path';
import { InputError } from '../../errors.ts';
import { listed } from './listed.ts';
import { nearest } from './nearest.ts';
import { attribute, readXml, type XmlAttributes, type XmlHandler } from './xml-reader.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

/** How a cell's number is meant, by its style. */
export type NumberMeaning = 'number' | 'date' | 'time';

/** A workbook (Office Open XML, ECMA-376 part 1), as far as the values of one sheet need it. */
export interface Workbook {
  readonly sheet: string;
  readonly sheets: readonly string[];
  readonly cells: () => AsyncIterable<Buffer>;
  readonly sharedStrings: () => Promise<string[]>;
  /** The meaning of each style. */
  readonly meanings: readonly NumberMeaning[];
  /** Days count from 1904-01-01 instead of 1899-12-30. */
  readonly from1904: boolean;
}

const MOST_TEXT = 512 << 20;

/** Opens a workbook at the sheet that is named, or counted from 1; by default the first that is not hidden. */
export async function openWorkbook(path: string, file: string, wanted?: string | number): Promise<Workbook> {
  const archive = await openZip(path, file);
  const root = await relationsOf(archive, file, '');
  const main = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  if (!archive.has(main)) throw new InputError(`${file} is a ZIP archive, but no XLSX workbook`);
  if (main.endsWith('.bin')) throw new InputError(`${file} is a binary workbook (XLSB): save it as XLSX`);
  const relations = await relationsOf(archive, file, main);
  const { sheets, from1904 } = await contentsOf(archive, file, main);
  const tables = sheets.flatMap(({ name, id, hidden }) => {
    const found = relations.find((relation) => relation.id === id);
    return found?.type.endsWith('/worksheet') ? [{ name, hidden, path: found.target }] : [];
  });
  const names = tables.map(({ name }) => name);
  const chosen = choose(file, tables, wanted);
  const part = (type: string): string | undefined => {
    const target = relations.find((relation) => relation.type.endsWith(`/${type}`))?.target;
    return target !== undefined && archive.has(target) ? target : undefined;
  };
  const strings = part('sharedStrings');
  const styles = part('styles');
  return {
    sheet: chosen.name,
    sheets: names,
    cells: () => archive.read(chosen.path),
    sharedStrings: async () => (strings === undefined ? [] : sharedStringsOf(archive, file, strings)),
    meanings: styles === undefined ? [] : await meaningsOf(archive, file, styles),
    from1904,
  };
}

interface SheetEntry {
  readonly name: string;
  readonly id: string;
  readonly hidden: boolean;
}

function choose<T extends { name: string; hidden: boolean }>(
  file: string,
  sheets: readonly T[],
  wanted: string | number | undefined,
): T {
  const names = sheets.map(({ name }) => name);
  const found =
    wanted === undefined
      ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0])
      : (sheets.find(({ name }) => name === wanted) ?? sheets[Number(wanted) - 1]);
  if (found !== undefined) return found;
  if (sheets.length === 0) throw new InputError(`${file} has no sheet with cells`);
  const near = nearest(String(wanted), names);
  throw new InputError(
    `${file} has no sheet ${wanted}${near === null ? '.' : `; did you mean ${near}?`} Its sheets are ${listed(names)}.`,
  );
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** The parts that a part refers to, their paths inside of the archive. */
async function relationsOf(archive: ZipArchive, file: string, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const path = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(path)) return [];
  const relations: Relation[] = [];
  await readXml(
    archive.read(path),
    onOpen('Relationship', (attributes) => {
      const target = attribute(attributes, 'Target') ?? '';
      relations.push({
        id: attribute(attributes, 'Id') ?? '',
        type: attribute(attributes, 'Type') ?? '',
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    }),
    file,
  );
  return relations;
}

async function contentsOf(
  archive: ZipArchive,
  file: string,
  main: string,
): Promise<{ sheets: SheetEntry[]; from1904: boolean }> {
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  const handler: XmlHandler = {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true|on)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      sheets.push({
        name: unescaped(attribute(attributes, 'name') ?? ''),
        id: attribute(attributes, 'id') ?? '',
        hidden: /hidden/i.test(attribute(attributes, 'state') ?? ''),
      });
    },
    close: () => {},
    text: () => {},
  };
  await readXml(archive.read(main), handler, file);
  return { sheets, from1904 };
}

/** The texts that cells refer to by number; phonetic readings are left out. */
async function sharedStringsOf(archive: ZipArchive, file: string, path: string): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = false;
  let total = 0;
  const handler: XmlHandler = {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = !phonetic;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') {
        total += text.length;
        if (total > MOST_TEXT) throw new InputError(`${file} has more than ${MOST_TEXT >> 20} MiB of text`);
        strings.push(unescaped(text));
      }
    },
    text: (piece) => {
      if (inText) text += piece;
    },
  };
  await readXml(archive.read(path), handler, file);
  return strings;
}

async function meaningsOf(archive: ZipArchive, file: string, path: string): Promise<NumberMeaning[]> {
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  let inCellFormats = false;
  const handler: XmlHandler = {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      } else if (name === 'cellXfs') {
        inCellFormats = true;
      } else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0);
        const code = codes.get(id);
        meanings.push(code === undefined ? meaningOfBuiltIn(id) : meaningOfCode(code));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
    text: () => {},
  };
  await readXml(archive.read(path), handler, file);
  return meanings;
}

/** ECMA-376 part 1, 18.8.30: 14-17 and 22 are dates, 18-21 and 45-47 times, 27-36 and 50-58 dates of East Asia. */
function meaningOfBuiltIn(id: number): NumberMeaning {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? 'time' : 'number';
}

/** Looks at the first section of a format code, without its literal texts, colours, conditions and paddings. */
export function meaningOfCode(code: string): NumberMeaning {
  const bare = code
    .slice(0, 255)
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';')[0]
    .toLowerCase();
  if (/general|[0#?]/.test(bare.replace(/s\.0+/g, 's'))) return 'number';
  if (/[yd]|mmm|^m+$/.test(bare)) return 'date';
  return /[hs]|\[m+\]/.test(bare) ? 'time' : 'number';
}

/** Characters that XML cannot hold stand as _x0009_ in a workbook (ECMA-376 part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

function onOpen(wanted: string, see: (attributes: XmlAttributes) => void): XmlHandler {
  return {
    open: (name, attributes) => {
      if (name === wanted) see(attributes);
    },
    close: () => {},
    text: () => {},
  };
}
