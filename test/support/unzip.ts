import { crc32, inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive by their names, found through its directory; sizes and checksums must be right. */
export function unzip(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = archive.readUInt32LE(end + 16);
  const files = new Map<string, string>();
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28);
    const start = archive.readUInt32LE(at + 42);
    const from = start + 30 + archive.readUInt16LE(start + 26);
    const content = inflateRawSync(archive.subarray(from, from + archive.readUInt32LE(at + 20)));
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (content.length !== archive.readUInt32LE(at + 24)) throw new Error(`${name} has another size`);
    if (crc32(content) !== archive.readUInt32LE(at + 16)) throw new Error(`${name} has another checksum`);
    files.set(name, content.toString());
    at += 46 + nameLength;
  }
  return files;
}
