import { CR, LF, marks, QUOTE } from './marks';
import { numberIn, trim } from './task-fields';
import {
  add,
  allocate,
  BLOCKS,
  BUSY,
  COLUMNS,
  DELIMITER,
  DEPARTMENT,
  EMPLOYEE,
  equal,
  FIELDS,
  GIVEN_UP,
  HOURS,
  hashOf,
  LIMIT,
  NAME,
  PARTITION_BITS,
  PARTITION_SIZE,
  PARTITIONS,
  POWERS,
  RESTART,
  ROLES,
  ROW_HEAD,
  ROWS,
  STATUS,
  STATUS_SIZE,
  STATUS_SLOTS,
  STATUSES,
  TASK,
  TEXT,
  takeWriter,
} from './task-log';

/** Bytes of text in a block. */
const BLOCK: usize = 65536;
/** What a survey finds in a block, as bits beside the number of quotes. */
const HIGH: i32 = 1;
const NUL: i32 = 2;
const LONE_CR: i32 = 4;
const HASH: u8 = 35;
const CHUNK: u32 = 16384;
const LONGEST: usize = 65535;
const MOST_HOURS: f64 = 1e9;
/** Smaller ones are no whole multiples of 2^-64. */
const FEWEST_HOURS: f64 = 0.00048828125;

/** Of each block: how many quotes it has, and whether bytes from 128 on, NULs or a CR without LF. */
export function surveyBlocks(log: usize, from: i32, to: i32): void {
  const text = <usize>load<u32>(log, TEXT);
  const limit = <usize>load<u32>(log, LIMIT);
  const quote = i8x16.splat(QUOTE);
  const cr = i8x16.splat(CR);
  const lf = i8x16.splat(LF);
  for (let block = from; block < to; block++) {
    let at = text + <usize>block * BLOCK;
    const end = min(at + BLOCK, limit);
    let quotes = 0;
    let high = i8x16.splat(0);
    let nul = high;
    let lone = high;
    for (; at + 16 <= end; at += 16) {
      const bytes = v128.load(at);
      quotes += popcnt(i8x16.bitmask(i8x16.eq(bytes, quote)));
      high = v128.or(high, bytes);
      nul = v128.or(nul, i8x16.eq(bytes, i8x16.splat(0)));
      lone = v128.or(lone, v128.andnot(i8x16.eq(bytes, cr), i8x16.eq(v128.load(at, 1), lf)));
    }
    let found = (i8x16.bitmask(high) ? HIGH : 0) | (v128.any_true(nul) ? NUL : 0);
    if (v128.any_true(lone)) found |= LONE_CR;
    for (; at < end; at++) {
      const byte = load<u8>(at);
      if (byte === QUOTE) quotes++;
      if (byte >= 128) found |= HIGH;
      if (byte === 0) found |= NUL;
      if (byte === CR && load<u8>(at, 1) !== LF) found |= LONE_CR;
    }
    const out = <usize>load<u32>(log, BLOCKS) + ((<usize>block) << 3);
    store<i32>(out, quotes);
    store<i32>(out, found, 4);
  }
}

/**
 * Cuts the records that begin in a block into fields and files them by employee. Of each block the words say whether it
 * begins inside of quotes. What it does not understand at once makes it give up on the whole log.
 */
export function readTaskRows(log: usize, from: i32, to: i32): void {
  const writer = takeWriter(log);
  for (let block = from; block < to; block++) {
    if (!readBlock(log, writer, block)) {
      atomic.store<i32>(log + GIVEN_UP, 1);
      break;
    }
  }
  atomic.store<i32>(writer + BUSY, 0);
}

function readBlock(log: usize, writer: usize, block: i32): bool {
  const text = <usize>load<u32>(log, TEXT);
  const limit = <usize>load<u32>(log, LIMIT);
  const delimiter = load<u8>(log, DELIMITER);
  const columns = load<i32>(log, COLUMNS);
  const roles = <usize>load<u32>(log, ROLES);
  const stop = min(text + <usize>(block + 1) * BLOCK, limit);
  const inQuotes = load<i32>(<usize>load<u32>(log, BLOCKS) + ((<usize>block) << 3)) !== 0;
  let start = block === 0 ? text : firstRecord(text + <usize>block * BLOCK, limit, inQuotes);
  let base = start;
  let mask = start < stop ? marks(base, delimiter) : 0;
  while (start < stop) {
    let begin = start;
    let field = 0;
    for (;;) {
      let end: usize;
      let mark: usize;
      if (load<u8>(begin) === QUOTE) {
        let doubled = false;
        mark = begin + 1;
        for (;;) {
          while (mark < limit && load<u8>(mark) !== QUOTE) mark++;
          if (mark + 1 >= limit) return leave(log, start);
          if (load<u8>(mark, 1) !== QUOTE) break;
          doubled = true;
          mark += 2;
        }
        begin++;
        end = mark++;
        if (load<u8>(mark) === CR) {
          if (mark + 1 >= limit) return leave(log, start);
          mark++;
        }
        if (doubled && field < columns && load<u8>(roles + field) !== 0) return false;
        base = mark + 1;
        mask = marks(base, delimiter);
      } else {
        while (mask === 0) {
          base += 64;
          if (base >= limit) return leave(log, start);
          mask = marks(base, delimiter);
        }
        mark = base + <usize>ctz(mask);
        mask &= mask - 1;
        if (mark >= limit) return leave(log, start);
        end = mark;
        if (load<u8>(end) === LF && end > begin && load<u8>(end - 1) === CR) end--;
      }
      if (field === columns) return false;
      const slot = writer + FIELDS + <usize>load<u8>(roles + field++);
      store<u32>(slot, <u32>begin);
      store<u32>(slot, <u32>end, 4);
      begin = mark + 1;
      const byte = load<u8>(mark);
      if (byte === LF) break;
      if (byte !== delimiter) return false;
    }
    if (field !== columns || !fileRow(log, writer)) return false;
    start = begin;
  }
  return true;
}

/** The last record of the text may go on where the text does not. */
function leave(log: usize, start: usize): bool {
  store<u32>(log, <u32>start, RESTART);
  return true;
}

function firstRecord(at: usize, limit: usize, inQuotes: bool): usize {
  if (!inQuotes && load<u8>(at - 1) === LF) return at;
  for (; at < limit; at++) {
    const byte = load<u8>(at);
    if (byte === QUOTE) inQuotes = !inQuotes;
    if (byte === LF && !inQuotes) return at + 1;
  }
  return limit;
}

/** Files the row whose fields the writer has found; false where it is none to be believed at once. */
function fileRow(log: usize, writer: usize): bool {
  trim(writer + FIELDS + EMPLOYEE);
  trim(writer + FIELDS + TASK);
  trim(writer + FIELDS + STATUS);
  trim(writer + FIELDS + HOURS);
  const employee = <usize>load<u32>(writer, FIELDS + EMPLOYEE);
  const employeeLength = <usize>load<u32>(writer, FIELDS + EMPLOYEE + 4) - employee;
  const task = <usize>load<u32>(writer, FIELDS + TASK);
  const taskLength = <usize>load<u32>(writer, FIELDS + TASK + 4) - task;
  if (!isId(employee, employeeLength) || !isId(task, taskLength)) return false;
  const hours = numberIn(writer + FIELDS + HOURS, <usize>load<u32>(log, POWERS), writer);
  if (hours > MOST_HOURS || (hours < FEWEST_HOURS && hours !== 0)) return false;
  const status = statusIn(log, writer);
  if (status === 0) return false;

  let name: usize = 0;
  let nameLength: usize = 0;
  if (load<u32>(writer, FIELDS + NAME) !== 0) {
    trim(writer + FIELDS + NAME);
    name = <usize>load<u32>(writer, FIELDS + NAME);
    nameLength = <usize>load<u32>(writer, FIELDS + NAME + 4) - name;
  }
  let department: usize = 0;
  let departmentLength: usize = 0;
  if (load<u32>(writer, FIELDS + DEPARTMENT) !== 0) {
    trim(writer + FIELDS + DEPARTMENT);
    department = <usize>load<u32>(writer, FIELDS + DEPARTMENT);
    departmentLength = <usize>load<u32>(writer, FIELDS + DEPARTMENT + 4) - department;
  }
  if (nameLength > LONGEST || departmentLength > LONGEST) return false;

  const size = ROW_HEAD + ((employeeLength + taskLength + nameLength + departmentLength + 7) & ~7);
  const bits = <u64>load<u32>(log, PARTITION_BITS);
  const partition = <usize>((hashOf(employee, employeeLength, 0) >> 1) >> (63 - bits));
  const list = writer + PARTITIONS + partition * PARTITION_SIZE;
  const row = room(log, list, <u32>size);
  if (row === 0) return false;
  store<f64>(row, hours);
  store<u64>(row, <u64>status, 8);
  store<u16>(row, <u16>employeeLength, 16);
  store<u16>(row, <u16>taskLength, 18);
  store<u16>(row, <u16>nameLength, 20);
  store<u16>(row, <u16>departmentLength, 22);
  let to = copy(row + ROW_HEAD, employee, employeeLength);
  to = copy(to, task, taskLength);
  to = copy(to, name, nameLength);
  copy(to, department, departmentLength);
  store<u32>(writer, load<u32>(writer, ROWS) + 1, ROWS);
  return true;
}

/** The slot of the row's status, counted; 0 where there are too many. */
function statusIn(log: usize, writer: usize): usize {
  const at = <usize>load<u32>(writer, FIELDS + STATUS);
  const length = <usize>load<u32>(writer, FIELDS + STATUS + 4) - at;
  let place = <u32>hashOf(at, length, 0);
  for (let probes = 0; probes < 200; probes++, place++) {
    const slot = writer + STATUSES + <usize>(place & (STATUS_SLOTS - 1)) * STATUS_SIZE;
    let text = <usize>load<u32>(slot);
    if (text === 0) {
      text = allocate(log, <u32>((length + 8) & ~7));
      if (text === 0) return 0;
      memory.copy(text, at, length);
      store<u32>(slot, <u32>text);
      store<u32>(slot, <u32>length, 4);
    } else if (<usize>load<u32>(slot, 4) !== length || !equal(text, at, length)) {
      continue;
    }
    add(slot + 8);
    return slot;
  }
  return 0;
}

/** Room for a row at the end of a list of chunks; 0 where there is none. */
function room(log: usize, list: usize, size: u32): usize {
  let next = load<u32>(list);
  if (next + size > load<u32>(list, 4)) {
    // rows are copied in whole words, up to seven bytes past their end
    const length = max(CHUNK, size + 16);
    const chunk = allocate(log, length);
    if (chunk === 0) return 0;
    // each chunk names the one before it and where that ends
    store<u32>(chunk, load<u32>(list, 12));
    store<u32>(chunk, next, 4);
    store<u32>(list, <u32>chunk + length - 8, 4);
    store<u32>(list, <u32>chunk, 12);
    next = <u32>chunk + 8;
  }
  store<u32>(list, next + size);
  store<u32>(list, load<u32>(list, 8) + 1, 8);
  return <usize>next;
}

/** May write seven bytes more than there are. */
function copy(to: usize, from: usize, length: usize): usize {
  if (length > 64) memory.copy(to, from, length);
  else for (let i: usize = 0; i < length; i += 8) store<u64>(to + i, load<u64>(from + i));
  return to + length;
}

/** Ids that begin with # may be what a formula left behind: somebody else looks closer. */
function isId(at: usize, length: usize): bool {
  return length > 0 && length <= LONGEST && load<u8>(at) !== HASH;
}
