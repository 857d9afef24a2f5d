import { InputError } from '../../errors.ts';
import { type NumberMeaning, unescaped, type Workbook } from './workbook.ts';
import { type XmlAttributes, type XmlHandler, XmlReader } from './xml-reader.ts';

/** What a cell says; a formula that was never calculated says itself. */
export interface SheetCell {
  readonly column: number;
  readonly text: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'formula';
}

export interface SheetRow {
  /** As the spreadsheet shows it, from 1. */
  readonly row: number;
  /** The cells that are not empty. */
  readonly cells: readonly SheetCell[];
}

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

/**
 * The rows of a workbook's sheet that have cells, in the order of the file, a batch at a time. Dates come as
 * 2004-11-30 or 2004-11-30T14:30:00, times and durations as 36:00:00, numbers in the shortest writing that is exact,
 * errors as #N/A. Merged cells have their value in the first of them only. Hidden rows and columns are read, too.
 */
export async function* sheetRows(workbook: Workbook, file: string): AsyncGenerator<SheetRow[]> {
  const parser = new SheetParser(file, await workbook.sharedStrings(), workbook.meanings, workbook.from1904);
  const reader = new XmlReader(parser, file);
  const decoder = new TextDecoder();
  for await (const chunk of workbook.cells()) {
    reader.push(decoder.decode(chunk, { stream: true }));
    const rows = parser.take();
    if (rows.length > 0) yield rows;
  }
  reader.push(decoder.decode());
  reader.end();
  yield parser.take();
}

class SheetParser implements XmlHandler {
  readonly #file: string;
  readonly #strings: readonly string[];
  readonly #meanings: readonly NumberMeaning[];
  readonly #from1904: boolean;
  #rows: SheetRow[] = [];
  #cells: SheetCell[] = [];
  #inData = false;
  #row = 0;
  #column = 0;
  #type = 'n';
  #style = 0;
  #value = '';
  #hasValue = false;
  #formula: string | null = null;
  #inside: 'v' | 't' | 'f' | null = null;
  #phonetic = false;

  constructor(
    file: string,
    strings: readonly string[],
    meanings: readonly NumberMeaning[],
    from1904: boolean,
  ) {
    this.#file = file;
    this.#strings = strings;
    this.#meanings = meanings;
    this.#from1904 = from1904;
  }

  /** The rows that are complete. */
  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'sheetData') this.#inData = true;
    if (!this.#inData) return;
    switch (name) {
      case 'row':
        this.#row = this.#place(Number(attributes.r ?? this.#row + 1), MOST_ROWS);
        this.#column = 0;
        this.#cells = [];
        break;
      case 'c': {
        const { r: address, t, s }: Partial<XmlAttributes> = attributes;
        this.#column = this.#place(
          address === undefined ? this.#column + 1 : columnOf(address),
          MOST_COLUMNS,
        );
        this.#type = t ?? 'n';
        this.#style = Number(s ?? 0);
        this.#value = '';
        this.#hasValue = false;
        this.#formula = null;
        break;
      }
      case 'v':
        this.#inside = 'v';
        this.#hasValue = true;
        break;
      case 't':
        if (!this.#phonetic) this.#inside = 't';
        this.#hasValue = true;
        break;
      case 'f':
        this.#inside = 'f';
        this.#formula = '';
        break;
      case 'rPh':
        this.#phonetic = true;
        break;
    }
  }

  text(text: string): void {
    if (this.#inside === null) return;
    if (this.#inside === 'f') this.#formula += text;
    else this.#value += text;
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
      case 'f':
        this.#inside = null;
        break;
      case 'rPh':
        this.#phonetic = false;
        break;
      case 'c':
        if (this.#inData) this.#addCell();
        break;
      case 'row':
        if (this.#inData && this.#cells.length > 0) this.#rows.push({ row: this.#row, cells: this.#cells });
        break;
      case 'sheetData':
        this.#inData = false;
        break;
    }
  }

  #addCell(): void {
    const column = this.#column;
    if (this.#formula !== null && this.#value === '' && !(this.#hasValue && this.#type === 'str')) {
      this.#cells.push({ column, text: `=${this.#formula}`, kind: 'formula' });
      return;
    }
    const { text, kind } = this.#read();
    if (text.trim() !== '') this.#cells.push({ column, text, kind });
  }

  #read(): { text: string; kind: 'text' | 'number' | 'boolean' } {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return { text: this.#strings[Number(value)] ?? '', kind: 'text' };
      case 'inlineStr':
      case 'str':
        return { text: unescaped(value), kind: 'text' };
      case 'b':
        return {
          text: value === '' ? '' : value === '1' || value === 'true' ? 'true' : 'false',
          kind: 'boolean',
        };
      case 'n': {
        const number = Number(value);
        if (value === '' || !Number.isFinite(number)) return { text: value, kind: 'text' };
        const meaning = this.#meanings[this.#style] ?? 'number';
        if (meaning === 'number') return { text: String(number), kind: 'number' };
        return { text: meaning === 'time' ? duration(number) : moment(number, this.#from1904), kind: 'text' };
      }
      default:
        return { text: value, kind: 'text' };
    }
  }

  #place(number: number, most: number): number {
    if (Number.isInteger(number) && number >= 1 && number <= most) return number;
    throw new InputError(`${this.#file} is a damaged workbook: a cell is outside of any sheet`);
  }
}

/** The column of a cell's address: 1 for A7, 28 for AB7. */
function columnOf(address: string): number {
  let column = 0;
  for (let i = 0; i < Math.min(address.length, 4); i++) {
    const letter = address.charCodeAt(i) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column;
}

const DAY = 86_400;

/** A day of the spreadsheet as a date. Before March 1900 its calendar has a day that never was, and so is one off. */
function moment(serial: number, from1904: boolean): string {
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const date = new Date(epoch + Math.round(serial * DAY) * 1000);
  if (Number.isNaN(date.valueOf())) return String(serial);
  const iso = date.toISOString().slice(0, 19);
  return iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso;
}

/** A part of a day, or several days, in hours, minutes and seconds. */
function duration(days: number): string {
  const seconds = Math.round(Math.abs(days) * DAY);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${days < 0 ? '-' : ''}${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}
