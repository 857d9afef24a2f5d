/** Words of a log, as in src/data/files/plain-task-log.ts. */
export const DELIMITER: usize = 0;
export const COLUMNS: usize = 4;
export const TEXT: usize = 8;
export const LIMIT: usize = 12;
export const RESTART: usize = 16;
export const PARTITION_BITS: usize = 20;
export const WRITERS: usize = 24;
export const WRITER_SIZE: usize = 28;
export const ARENA: usize = 32;
export const ARENA_END: usize = 36;
export const GIVEN_UP: usize = 40;
export const TABLE_SLOTS: usize = 44;
export const POWERS: usize = 48;
export const ROLES: usize = 52;
export const BLOCKS: usize = 56;
export const FOUND: usize = 60;
export const WRITERS_END: usize = 64;

/** Words of a writer: whatever one thread at a time keeps for itself. */
export const BUSY: usize = 0;
export const ROWS: usize = 4;
export const WITH_COMMA: usize = 8;
export const WITH_POINT: usize = 12;
export const CLEAR_COMMA: usize = 16;
export const CLEAR_POINT: usize = 20;
export const UNCLEAR: usize = 24;
export const SCRATCH: usize = 28;

/** Where each role's field begins and ends. */
export const FIELDS: usize = 32;
export const STATUSES: usize = 96;
export const STATUS_SLOTS: u32 = 512;
export const STATUS_SIZE: usize = 16;
export const PARTITIONS: usize = 96 + 512 * 16;
export const PARTITION_SIZE: usize = 16;

/** Roles of columns, times eight; what has none goes to 0. */
export const EMPLOYEE: usize = 8;
export const TASK: usize = 16;
export const STATUS: usize = 24;
export const HOURS: usize = 32;
export const NAME: usize = 40;
export const DEPARTMENT: usize = 48;

/** A row: hours, status, four lengths, then employee, task, name, department. */
export const ROW_HEAD: usize = 24;

/** Odd numbers without a pattern, for hashes. */
export const SEED: u64 = (0x9e3779b9 << 32) | 0x7f4a7c15;
export const MIX: u64 = (0x9fb21c65 << 32) | 0x1e98df25;
export const LAST_MIX: u64 = (0xd6e8feb8 << 32) | 0x6659fd93;

/** There are as many writers as threads, so one is free. */
export function takeWriter(log: usize): usize {
  const size = <usize>load<u32>(log, WRITER_SIZE);
  let writer = <usize>load<u32>(log, WRITERS);
  while (atomic.cmpxchg<i32>(writer + BUSY, 0, 1) !== 0) writer += size;
  return writer;
}

export function allocate(log: usize, size: u32): usize {
  const at = atomic.add<u32>(log + ARENA, size);
  return at + size <= load<u32>(log, ARENA_END) ? <usize>at : 0;
}

export function add(counter: usize): void {
  store<u32>(counter, load<u32>(counter) + 1);
}

export function hashOf(at: usize, length: usize, seed: u64): u64 {
  let hash = (seed ^ <u64>length) * SEED;
  for (; length >= 8; length -= 8, at += 8) {
    hash = (hash ^ load<u64>(at)) * MIX;
    hash ^= hash >> 32;
  }
  if (length > 0) {
    const last = load<u64>(at) & (((<u64>1) << (<u64>length * 8)) - 1);
    hash = (hash ^ last) * MIX;
  }
  hash ^= hash >> 29;
  hash *= LAST_MIX;
  return hash ^ (hash >> 32);
}

export function equal(a: usize, b: usize, length: usize): bool {
  for (; length >= 8; length -= 8, a += 8, b += 8) {
    if (load<u64>(a) !== load<u64>(b)) return false;
  }
  return length === 0 || (load<u64>(a) ^ load<u64>(b)) << (64 - <u64>length * 8) === 0;
}
