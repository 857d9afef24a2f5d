/**
 * Rooms of memory for threads to work in, `size` bytes each, behind 16 bytes of which the first four tell by a bit each
 * which rooms are free. A thread that finds none free waits for one.
 */
export function enterRoom(rooms: usize, size: usize): usize {
  let free: u32;
  let first: u32;
  do {
    free = atomic.load<u32>(rooms);
    first = free & (0 - free);
  } while (first === 0 || atomic.cmpxchg<u32>(rooms, free, free ^ first) !== free);
  return rooms + 16 + <usize>ctz(first) * size;
}

/** Frees the room for the next thread. */
export function leaveRoom(rooms: usize, size: usize, room: usize): void {
  atomic.or<u32>(rooms, (<u32>1) << (<u32>((room - rooms - 16) / size)));
}
