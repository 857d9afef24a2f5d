import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { findFault, parseJson } from '../../src/server/json.ts';

describe('a JSON body', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500, seed: 2025 },
    );
  });

  it('may begin with a byte order mark', () => {
    expect(parseJson(bytes('\ufeff[1]'))).toEqual([1]);
  });

  it.each([
    ['', 1, 1, 'the body ends where a value was expected'],
    ['[1, 2', 1, 6, 'the body ends where "," or "]" was expected'],
    ['[1, 2,]', 1, 7, 'expected a value, found "]"'],
    ['[\n  {"a": 1,\n   b: 2}\n]', 3, 4, 'expected a name in double quotes, found "b"'],
    ['[{"a" 1}]', 1, 7, 'expected ":", found "1"'],
    ['[{"a": 1 "b": 2}]', 1, 10, 'expected "," or "}", found "\\""'],
    ["[{'a': 1}]", 1, 3, 'expected a name in double quotes, found "\'"'],
    ['[NaN]', 1, 2, 'expected a value, found "NaN"'],
    ['[Infinity]', 1, 2, 'found "Infinity"'],
    ['[01]', 1, 3, 'expected "," or "]", found "1"'],
    ['[1.]', 1, 3, 'found "."'],
    ['[+1]', 1, 2, 'found "+1"'],
    ['[True]', 1, 2, 'found "True"'],
    ['["abc', 1, 2, 'has no end'],
    ['["a\nb"]', 1, 4, 'control character'],
    ['["\\x41"]', 1, 3, 'backslash'],
    ['["\\u12G4"]', 1, 3, 'backslash'],
    ['[1] [2]', 1, 5, 'expected the end of the body, found "["'],
    ['employee_id,name\n1,Ann', 1, 1, 'found "employee_id"'],
    ['<html>', 1, 1, 'found "<"'],
    ['[😀]', 1, 2, 'found "😀"'],
  ])('%j breaks where the message says', (text, line, column, reason) => {
    const message = messageOf(text);
    expect(message).toMatch(`the body is not JSON: line ${line}, column ${column}: `);
    expect(message).toContain(reason);
  });

  it('that gives one name twice is refused, however deep and however spelt', () => {
    expect(messageOf('[{"completed_tasks": 1, "completed_tasks": 50}]')).toContain(
      'line 1, column 25: "completed_tasks" is given twice in one object',
    );
    expect(messageOf('[{"a": {"b": [{"c": 1,\n"\\u0063": 2}]}}]')).toContain(
      'line 2, column 1: "c" is given twice',
    );
    expect(messageOf('[{"__proto__": 1, "__proto__": 2}]')).toContain('"__proto__" is given twice');
    expect(parseJson(bytes('[{"a": 1}, {"a": 2, "b": {"a": ":,{"}}]'))).toHaveLength(2);
  });

  it('keeps "__proto__" as a name like others, and changes no prototype', () => {
    const parsed = parseJson(bytes('[{"__proto__": {"polluted": true}}]'));
    expect(JSON.stringify(parsed)).toBe('[{"__proto__":{"polluted":true}}]');
    expect({}).not.toHaveProperty('polluted');
  });

  it('may lie 32 deep and no deeper, so that no depth can exhaust the memory', () => {
    expect(parseJson(bytes('['.repeat(32) + ']'.repeat(32)))).toBeInstanceOf(Array);
    expect(messageOf('['.repeat(33) + ']'.repeat(33))).toContain(
      'column 33: arrays and objects may lie 32 deep',
    );
    expect(messageOf('['.repeat(5_000_000))).toContain('32 deep');
    expect(messageOf('{"a":'.repeat(1_000_000))).toContain('32 deep');
  });

  it('of more values than fit a worker is refused as too large', () => {
    const error = errorOf(() => parseJson(bytes(`[${'0,'.repeat(16_000_001)}0]`)));
    expect(error.code).toBe('too_large');
    expect(error.message).toContain('more than 16000000 values');
  });

  it.each([
    [[0x5b, 0x22, 0xff, 0x22, 0x5d], 3, '0xff'],
    [[0x22, 0xc3, 0x28, 0x22], 2, '0xc3'],
    [[0x22, 0xed, 0xa0, 0x80, 0x22], 2, '0xed'],
    [[0xff, 0xfe, 0x5b, 0x00], 1, '0xff'],
    [[0x22, 0x61, 0xef], 3, '0xef'],
    [[0x22, 0xef, 0xbf, 0x22], 2, '0xef'],
    [[0x22, 0xf0, 0x9f, 0x98], 2, '0xf0'],
    [[0x22, 0xef, 0xbf, 0xbd, 0x80, 0x22], 5, '0x80'],
  ])('of bytes %j is not UTF-8, and the message says where', (list, byte, value) => {
    const { message } = errorOf(() => parseJson(Uint8Array.from(list)));
    expect(message).toContain(`not UTF-8: byte ${byte} (${value})`);
  });

  it('keeps every character, lone surrogates by escape too', () => {
    expect(parseJson(bytes('["\\ud800", "ÄöЖ中😀\\u0000"]'))).toEqual(['\ud800', 'ÄöЖ中😀\u0000']);
  });

  it('has a fault in the reader’s eyes exactly where JSON.parse refuses it', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"a"',
      '"b"',
      ':',
      ',',
      ' ',
      '\n',
      '1',
      '-',
      '0.5',
      'e3',
      'null',
      '\\',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (list) => {
        const text = list.join('');
        const fault = findFault(text);
        expect(fault === null || fault.reason.includes('twice')).toBe(isJson(text));
        if (fault) expect(fault.at).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 5000, seed: 2025 },
    );
  });
});

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function messageOf(text: string): string {
  return errorOf(() => parseJson(bytes(text))).message;
}

function errorOf(read: () => unknown): InputError {
  try {
    read();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
