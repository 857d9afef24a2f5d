import { InputError } from '../errors.ts';
import { displayWidth } from './display-text.ts';
import { type Cell, cellText, type ResultTable, type TableColumn } from './table.ts';
import { xmlText } from './xml.ts';
import { type ZipEntry, zipChunks } from './zip.ts';

/**
 * A workbook (Office Open XML, ECMA-376) with a sheet for each table, named by the table's title: bold header that
 * stays in view, filters, widths that fit, numbers as numbers with the digits a person reads. Text is always text and
 * never a formula, also after somebody edits the cell. Written as it is made, in constant memory.
 *
 * Throws InputError where a table has more rows or columns than Excel can open.
 */
export function xlsxChunks(tables: readonly ResultTable[]): AsyncIterable<Uint8Array> {
  for (const table of tables) requireFits(table);
  return zipChunks(workbookEntries(tables));
}

const EXCEL_ROWS = 1_048_576;
const EXCEL_COLUMNS = 16_384;
const EXCEL_TEXT = 32_767;

function requireFits({ title, length, columns }: ResultTable): void {
  if (length + 1 > EXCEL_ROWS) {
    throw new InputError(
      `the sheet ${title} would have ${(length + 1).toLocaleString('en-US')} rows; Excel opens at most 1,048,576: choose csv or parquet`,
    );
  }
  if (columns.length > EXCEL_COLUMNS) {
    throw new InputError(
      `the sheet ${title} would have ${columns.length.toLocaleString('en-US')} columns; Excel opens at most 16,384: choose csv or parquet`,
    );
  }
}

function* workbookEntries(tables: readonly ResultTable[]): Iterable<ZipEntry> {
  const styles = new Styles();
  const numbered = tables.map((table, i) => ({ table, number: i + 1 }));
  const sheets = numbered.map(
    ({ table, number }) => `<sheet name="${xmlText(table.title)}" sheetId="${number}" r:id="rId${number}"/>`,
  );
  const filters = numbered.map(
    ({ table, number }) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${number - 1}" hidden="1">'${xmlText(table.title)}'!${filterRange(table, '$')}</definedName>`,
  );
  const relations = numbered.map(
    ({ number }) =>
      `<Relationship Id="rId${number}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  );
  const parts = numbered.map(
    ({ number }) =>
      `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`,
  );
  yield entry(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>${parts.join('')}</Types>`,
  );
  yield entry(
    '_rels/.rels',
    `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  yield entry(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`,
  );
  yield entry(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${RELATIONS}">${relations.join('')}<Relationship Id="rId${tables.length + 1}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
  );
  for (const { table, number } of numbered) {
    yield { name: `xl/worksheets/sheet${number}.xml`, content: sheetXml(table, styles) };
  }
  // Last, because the sheets say which number formats they use while they are written.
  yield { name: 'xl/styles.xml', content: stylesXml(styles) };
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function entry(name: string, xml: string): ZipEntry {
  return { name, content: [XML + xml] };
}

function* stylesXml(styles: Styles): Iterable<string> {
  yield XML + styles.xml();
}

function* sheetXml(table: ResultTable, styles: Styles): Iterable<string> {
  const { columns, length } = table;
  const letters = columns.map((_, j) => columnLetters(j));
  const formats = columns.map((column) => styles.forColumn(column));
  const widths = columnWidths(table);
  const cols = widths.map(
    (width, j) => `<col min="${j + 1}" max="${j + 1}" width="${width}" customWidth="1"/>`,
  );
  const header = columns.map(({ label, key }, j) => textCell(`${letters[j]}1`, label || key, Styles.HEADER));
  let chunk = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`;
  for (let i = 0; i < length; i++) {
    const cells = table.row(i);
    chunk += `<row r="${i + 2}">`;
    for (let j = 0; j < cells.length; j++) chunk += cellXml(letters[j] + (i + 2), cells[j], formats[j]);
    chunk += '</row>';
    if (chunk.length > CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
  }
  yield `${chunk}</sheetData><autoFilter ref="${filterRange(table, '')}"/></worksheet>`;
}

const CHUNK_LENGTH = 1 << 16;

function cellXml(reference: string, cell: Cell, format: number): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return textCell(reference, cell, Styles.TEXT);
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return Number.isFinite(cell) ? `<c r="${reference}" s="${format}"><v>${cell}</v></c>` : '';
}

function textCell(reference: string, text: string, style: number): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(fitting(text))}</t></is></c>`;
}

function fitting(text: string): string {
  if (text.length <= EXCEL_TEXT) return text;
  const remark = ' … (shortened: a cell holds at most 32,767 characters)';
  return text.slice(0, EXCEL_TEXT - remark.length) + remark;
}

/** The number formats that a workbook uses, as cell styles in the order of their first use. */
class Styles {
  static readonly HEADER = 1;
  /** With a quote prefix: editing the cell does not turn its text into a formula. */
  static readonly TEXT = 2;
  readonly #formats: string[] = [];

  forColumn({ kind, digits }: TableColumn): number {
    if (kind === 'percent') return this.#style(`0${fraction(digits ?? 1)}%`);
    if (digits === undefined) return 0;
    return this.#style(`0${fraction(digits)}`);
  }

  xml(): string {
    const formats = this.#formats.map(
      (code, i) => `<numFmt numFmtId="${FIRST_FORMAT + i}" formatCode="${code}"/>`,
    );
    const styles = this.#formats.map(
      (_, i) =>
        `<xf numFmtId="${FIRST_FORMAT + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    );
    return `<styleSheet xmlns="${MAIN}">${formats.length > 0 ? `<numFmts count="${formats.length}">${formats.join('')}</numFmts>` : ''}<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF1"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${3 + styles.length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>${styles.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  }

  #style(format: string): number {
    const known = this.#formats.indexOf(format);
    return 3 + (known >= 0 ? known : this.#formats.push(format) - 1);
  }
}

/** Numbers below are Excel's own formats. */
const FIRST_FORMAT = 164;

function fraction(digits: number): string {
  return digits > 0 ? `.${'0'.repeat(digits)}` : '';
}

const ROWS_MEASURED = 1000;
const [NARROWEST, WIDEST] = [8, 60];

/** In characters, after the header and the first thousand rows. */
function columnWidths(table: ResultTable): number[] {
  const widths = table.columns.map(({ label, key }) => displayWidth(label || key) + 3);
  const measured = Math.min(table.length, ROWS_MEASURED);
  for (let i = 0; i < measured; i++) {
    table.row(i).forEach((cell, j) => {
      widths[j] = Math.max(widths[j], displayWidth(cellText(cell, table.columns[j])) + 1);
    });
  }
  return widths.map((width) => Math.min(Math.max(width, NARROWEST), WIDEST));
}

function filterRange({ columns, length }: ResultTable, fixed: '' | '$'): string {
  return `${fixed}A${fixed}1:${fixed}${columnLetters(columns.length - 1)}${fixed}${length + 1}`;
}

/** A, B, ... Z, AA, AB, ... for 0, 1, ... */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
