import {
  add,
  allocate,
  BUSY,
  equal,
  FOUND,
  GIVEN_UP,
  hashOf,
  PARTITION_SIZE,
  PARTITIONS,
  ROW_HEAD,
  SCRATCH,
  TABLE_SLOTS,
  takeWriter,
  WRITER_SIZE,
  WRITERS,
  WRITERS_END,
} from './task-log';

const MOST_PROBES: i32 = 1000;
/** Of a row that stands for a task: bits beside its sum of hours. */
const DONE: u64 = 1 << 63;
const COUNTED: u64 = 1 << 62;
const HAS_HOURS: u64 = 1 << 61;
const FLAGS: u64 = DONE | COUNTED | HAS_HOURS;
const PERSON_SIZE: usize = 64;
/** What a status may mean, beside an open task. */
const FINISHED: u32 = 1;
const EXCLUDED: u32 = 2;
/** 2^64. */
const UNITS: f64 = 18446744073709552000.0;

/**
 * Counts the tasks of each employee whose rows were filed in partitions `from` to `to - 1`. A task of several rows is the
 * first of them, with the sum of their hours in its place, in units of 2^-64.
 */
export function countTasks(log: usize, from: i32, to: i32): void {
  const writer = takeWriter(log);
  for (let partition = from; partition < to; partition++) {
    if (!countPartition(log, writer, partition)) {
      atomic.store<i32>(log + GIVEN_UP, 1);
      break;
    }
  }
  atomic.store<i32>(writer + BUSY, 0);
}

function countPartition(log: usize, scratch: usize, partition: i32): bool {
  const slots = <usize>load<u32>(log, TABLE_SLOTS);
  const employees = <usize>load<u32>(scratch, SCRATCH);
  const tasks = employees + (slots << 3);
  const people = tasks + (slots << 3);
  const writerSize = <usize>load<u32>(log, WRITER_SIZE);
  const place = PARTITIONS + <usize>partition * PARTITION_SIZE;
  const first = <usize>load<u32>(log, WRITERS);
  const last = <usize>load<u32>(log, WRITERS_END);
  let rows: u32 = 0;
  for (let writer = first; writer < last; writer += writerSize) rows += load<u32>(writer + place, 8);
  const found = <usize>load<u32>(log, FOUND) + ((<usize>partition) << 3);
  store<u64>(found, 0);
  if (rows === 0) return true;

  // as many slots as these rows need, of those that the largest partition needs
  const places = ((<u32>1) << (33 - <u32>clz(rows))) - 1;
  memory.fill(employees, 0, (<usize>places + 1) << 3);
  memory.fill(tasks, 0, (<usize>places + 1) << 3);
  let count: u32 = 0;
  for (let writer = first; writer < last; writer += writerSize) {
    const list = writer + place;
    let end = <usize>load<u32>(list);
    for (let chunk = <usize>load<u32>(list, 12); chunk !== 0; chunk = <usize>load<u32>(chunk)) {
      for (let row = chunk + 8; row < end; ) {
        const lengths = load<u64>(row, 16);
        const employeeLength = <usize>(lengths & 0xffff);
        const taskLength = <usize>((lengths >> 16) & 0xffff);
        const named = employeeLength + taskLength + <usize>((lengths >> 32) & 0xffff);
        const next = row + ROW_HEAD + ((named + <usize>(lengths >> 48) + 7) & ~7);
        const hash = hashOf(row + ROW_HEAD, employeeLength, 0);
        const person = personOf(employees, places, people, count, row, employeeLength, hash);
        if (person === 0) return false;
        if (person === people + <usize>count * PERSON_SIZE) count++;
        if (
          !noteText(
            person + 20,
            row,
            ROW_HEAD + employeeLength + taskLength,
            <usize>((lengths >> 32) & 0xffff),
          )
        )
          return false;
        if (!noteText(person + 24, row, ROW_HEAD + named, <usize>(lengths >> 48))) return false;
        const pairHash = hashOf(row + ROW_HEAD + employeeLength, taskLength, hash);
        if (!addTask(tasks, places, row, <u32>lengths, <u32>((person - people) / PERSON_SIZE), pairHash))
          return false;
        row = next;
      }
      end = <usize>load<u32>(chunk, 4);
    }
  }
  sumTasks(tasks, places, people);
  for (let i: u32 = 0; i < count; i++) setMean(people + <usize>i * PERSON_SIZE);
  const size = count * <u32>PERSON_SIZE;
  const out = allocate(log, size);
  if (out === 0) return false;
  memory.copy(out, people, <usize>size);
  store<u32>(found, <u32>out);
  store<u32>(found, count, 4);
  return true;
}

/** The person of a row, a new one at the end of the list where nobody has this id; 0 where the search takes too long. */
function personOf(
  table: usize,
  places: u32,
  people: usize,
  count: u32,
  row: usize,
  length: usize,
  hash: u64,
): usize {
  const tag = <u32>(hash >> 32);
  let place = <u32>hash;
  for (let probes = 0; probes < MOST_PROBES; probes++, place++) {
    const slot = table + ((<usize>(place & places)) << 3);
    const number = load<u32>(slot);
    if (number === 0) {
      const person = people + <usize>count * PERSON_SIZE;
      memory.fill(person, 0, PERSON_SIZE);
      store<u32>(person, <u32>row);
      store<u32>(person, <u32>length, 4);
      store<u32>(slot, count + 1);
      store<u32>(slot, tag, 4);
      return person;
    }
    if (load<u32>(slot, 4) !== tag) continue;
    const person = people + <usize>(number - 1) * PERSON_SIZE;
    if (<usize>load<u32>(person, 4) !== length) continue;
    if (equal(<usize>load<u32>(person) + ROW_HEAD, row + ROW_HEAD, length)) return person;
  }
  return 0;
}

/** Keeps where a person's name or department stands; false where another row has another one. */
function noteText(reference: usize, row: usize, offset: usize, length: usize): bool {
  if (length === 0) return true;
  const known = <usize>load<u32>(reference);
  if (known === 0) {
    store<u32>(reference, <u32>(row + offset));
    store<u16>(reference, <u16>length, 36);
    return true;
  }
  return <usize>load<u16>(reference, 36) === length && equal(known, row + offset, length);
}

/** Adds a row to its task; false where the search takes too long. */
function addTask(table: usize, places: u32, row: usize, lengths: u32, person: u32, hash: u64): bool {
  const hours = load<f64>(row);
  // what a status means has taken the place of its count
  const meaning = load<u32>(<usize>load<u64>(row, 8), 8);
  let low: u64 = 0;
  let high: u64 = meaning === EXCLUDED ? 0 : meaning === FINISHED ? COUNTED | DONE : COUNTED;
  if (meaning !== EXCLUDED && hours >= 0) {
    const whole = floor(hours);
    low = <u64>((hours - whole) * UNITS);
    high |= HAS_HOURS | <u64>whole;
  }
  const tag = <u32>(hash >> 32);
  const length = <usize>(lengths & 0xffff) + <usize>(lengths >> 16);
  let place = <u32>hash;
  for (let probes = 0; probes < MOST_PROBES; probes++, place++) {
    const slot = table + ((<usize>(place & places)) << 3);
    const other = <usize>load<u32>(slot);
    if (other === 0) {
      store<u32>(slot, <u32>row);
      store<u32>(slot, tag, 4);
      store<u64>(row, low);
      store<u64>(row, high, 8);
      store<u32>(row, person, 20);
      return true;
    }
    if (load<u32>(slot, 4) !== tag || load<u32>(other, 16) !== lengths) continue;
    if (!equal(other + ROW_HEAD, row + ROW_HEAD, length)) continue;
    const sum = load<u64>(other) + low;
    const old = load<u64>(other, 8);
    const carry = <u64>(sum < low);
    store<u64>(other, sum);
    store<u64>(other, ((old | high) & FLAGS) | ((old & ~FLAGS) + (high & ~FLAGS) + carry), 8);
    return true;
  }
  return false;
}

function sumTasks(table: usize, places: u32, people: usize): void {
  const end = table + ((<usize>places + 1) << 3);
  for (let slot = table; slot < end; slot += 8) {
    const task = <usize>load<u32>(slot);
    if (task === 0) continue;
    const person = people + <usize>load<u32>(task, 20) * PERSON_SIZE;
    const high = load<u64>(task, 8);
    if (high & COUNTED) add(person + 8);
    if ((high & DONE) === 0) continue;
    add(person + 12);
    if ((high & HAS_HOURS) === 0) continue;
    add(person + 16);
    const low = load<u64>(task);
    const sum = load<u64>(person, 32) + low;
    store<u64>(person, sum, 32);
    store<u64>(person, load<u64>(person, 40) + (high & ~FLAGS) + <u64>(sum < low), 40);
  }
}

/** Mean hours of done tasks with hours, rounded as the engine's SQL does: the sum's halves, their sum, the quotient. */
function setMean(person: usize): void {
  const sum = <f64>load<u64>(person, 32) + <f64>load<u64>(person, 40) * UNITS;
  store<f64>(person, sum / UNITS / <f64>load<u32>(person, 16), 48);
}
