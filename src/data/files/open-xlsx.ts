import { InputError } from '../../errors.ts';
import type { FormatInput, OpenedFormat } from './table.ts';

/** XLSX workbooks. */
export async function openXlsx({ file }: FormatInput): Promise<OpenedFormat> {
  throw new InputError(`${file.name} is an XLSX workbook`);
}
