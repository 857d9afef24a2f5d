import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { InputError } from '../errors.ts';

/** The newest version of the standard's format that this version reads, and the one that it writes. */
export const STANDARD_VERSION = 1;

export type Pipeline = 'tasks' | 'appraisal';

/** The part of a standard that every pipeline shares. */
export interface StandardHead {
  readonly format: 'evenhand-standard';
  readonly version: number;
  readonly pipeline: Pipeline;
}

/** The text of a standard: readable JSON that ends with a checksum over everything before it. */
export function sealStandard(content: StandardHead & Readonly<Record<string, unknown>>): string {
  return `${readableJson({ ...content, checksum: checksumOf(content) })}\n`;
}

/**
 * The content of a standard's text, checked as far as all pipelines share it; the pipeline checks the rest.
 * Throws InputError where the text is not a standard, is newer than this version, is another pipeline's or was
 * changed after it was written; `where` is the file's name for the message.
 */
export function openStandard(
  text: string,
  pipeline: Pipeline,
  where = 'the standard',
): Record<string, unknown> {
  const parsed = parseObject(text, where);
  const { checksum, ...content } = parsed;
  if (content.format !== 'evenhand-standard') {
    throw new InputError(`${where} is not a standard: it is JSON, but not of the format evenhand-standard`);
  }
  if (!Number.isInteger(content.version) || Number(content.version) < 1) {
    throw new InputError(
      `${where} is damaged: ${content.version === undefined ? 'it has no version' : `its version is ${JSON.stringify(content.version)}`}`,
    );
  }
  if (Number(content.version) > STANDARD_VERSION) {
    throw new InputError(
      `${where} has version ${content.version} of the format; this program reads up to version ${STANDARD_VERSION}: update it to use the standard`,
    );
  }
  if (content.pipeline === undefined)
    throw new InputError(`${where} is damaged: it does not say whose standard it is`);
  if (content.pipeline !== pipeline) {
    throw new InputError(
      `${where} is a standard of the ${content.pipeline} pipeline, not of the ${pipeline} pipeline`,
    );
  }
  if (checksum !== checksumOf(content)) {
    throw new InputError(
      `${where} is damaged or was changed by hand: its checksum does not match; use the original file or fit a new standard`,
    );
  }
  return content;
}

/** SHA-256 over numbers that come in pieces, as hexadecimal text: which data a standard was fitted on, without holding the data. */
export function fingerprint(pieces: Iterable<Float64Array>): string {
  const hash = newHash();
  for (const { buffer, byteOffset, byteLength } of pieces) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest();
}

function checksumOf(content: object): string {
  const hash = newHash();
  hash.update(utf8ToBytes(JSON.stringify(content)));
  return hash.digest();
}

/** SHA-256, by Node's own code where there is Node, many times as fast. */
function newHash(): { update(bytes: Uint8Array): void; digest(): string } {
  const hash = nodeHash() ?? sha256.create();
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => `sha256:${bytesToHex(hash.digest())}`,
  };
}

function nodeHash() {
  const crypto = typeof process !== 'undefined' && process.getBuiltinModule?.('node:crypto');
  return crypto ? crypto.createHash('sha256') : null;
}

function parseObject(text: string, where: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${where} is not a standard: it is not JSON, or was cut off`, { cause });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new InputError(`${where} is not a standard: it does not hold a JSON object`);
  }
  return { ...parsed };
}

/** JSON as a person reads it: objects and lists of objects indented, lists of numbers or words on one line. */
function readableJson(value: unknown, indent = ''): string {
  const deeper = `${indent}  `;
  if (Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null)) {
    return `[\n${value.map((item) => deeper + readableJson(item, deeper)).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    const lines = entries.map(
      ([key, item]) => `${deeper}${JSON.stringify(key)}: ${readableJson(item, deeper)}`,
    );
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}
