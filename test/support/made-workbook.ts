import { crc32, deflateRawSync } from 'node:zlib';

/** A cell of a sheet as XML attributes and content, or a value: text, number, boolean, nothing. */
export type MadeCell = string | number | boolean | null | { readonly xml: string };

/** A workbook of one or more sheets, written plainly: inline texts, no styles but those given. */
export function madeWorkbook(
  sheets: Readonly<Record<string, readonly (readonly MadeCell[])[]>>,
  options: {
    readonly styles?: string;
    readonly from1904?: boolean;
    readonly hidden?: readonly string[];
  } = {},
): Buffer {
  const names = Object.keys(sheets);
  const list = names
    .map((name, i) => {
      const state = options.hidden?.includes(name) ? ' state="hidden"' : '';
      return `<sheet name="${name}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`;
    })
    .join('');
  const relations = names
    .map(
      (_, i) =>
        `<Relationship Id="rId${i + 1}" Type="http://x/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    )
    .join('');
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook><workbookPr date1904="${options.from1904 ? 1 : 0}"/><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations}<Relationship Id="s" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': options.styles ?? '<styleSheet/>',
  };
  for (const [i, name] of names.entries()) {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheets[name]);
  }
  return madeZip(parts);
}

function sheetXml(rows: readonly (readonly MadeCell[])[]): string {
  const xml = rows.map((cells, i) => {
    const made = cells.map((cell, j) => cellXml(cell, `${columnName(j)}${i + 1}`)).join('');
    return made === '' ? '' : `<row r="${i + 1}">${made}</row>`;
  });
  return `<?xml version="1.0"?><worksheet><sheetData>${xml.join('')}</sheetData></worksheet>`;
}

function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function cellXml(cell: MadeCell, address: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${address}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'string') {
    const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  }
  return cell.xml.replace('<c', `<c r="${address}"`);
}

/** An archive of these parts, deflated or stored as they are. */
export function madeZip(parts: Readonly<Record<string, string | Buffer>>, stored = false): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content);
    const packed = stored ? data : deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(stored ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const header = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name)]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, place, Buffer.from(name)]));
    local.push(header, packed);
    offset += header.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
