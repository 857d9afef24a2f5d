import type { Matrix } from './matrix.ts';
import type { Workspace } from './workspace.ts';

/** Rows of a piece, a multiple of all numbers of rows that kernels take at once. */
const PIECE_ROWS = 2 ** 19;

/** Rows of a matrix that follow each other, in the workspace. */
export interface Piece {
  /** The first of its rows. */
  readonly first: number;
  readonly rows: number;
  /** Row by row. */
  readonly data: Float64Array;
}

/**
 * A matrix for kernels to go through piece by piece: the workspace has room for two pieces, however many the rows. Where
 * that is all of them, they are copied once.
 */
export class RowPieces {
  readonly matrix: Matrix;
  readonly #rooms: readonly { readonly data: Float64Array; first: number | null }[];

  constructor(matrix: Matrix, workspace: Workspace) {
    this.matrix = matrix;
    const { rows, columns } = matrix;
    const rooms = Math.min(Math.ceil(rows / PIECE_ROWS), 2);
    this.#rooms = Array.from({ length: rooms }, () => ({
      data: workspace.floats(Math.min(rows, PIECE_ROWS) * columns),
      first: null,
    }));
  }

  /**
   * Begins work on one piece after another. What `begin` returns is called before it begins the next, and in between the
   * next piece is copied: by then helper threads may have done much of the work.
   */
  each(begin: (piece: Piece) => () => void): void {
    let finish = () => {};
    for (let first = 0; first < this.matrix.rows; first += PIECE_ROWS) {
      const piece = this.#copy(first);
      finish();
      finish = begin(piece);
    }
    finish();
  }

  #copy(first: number): Piece {
    const { rows, columns, data } = this.matrix;
    const count = Math.min(PIECE_ROWS, rows - first);
    const room = this.#rooms[(first / PIECE_ROWS) % this.#rooms.length];
    if (room.first !== first) room.data.set(data.subarray(first * columns, (first + count) * columns));
    room.first = first;
    return { first, rows: count, data: room.data };
  }
}
