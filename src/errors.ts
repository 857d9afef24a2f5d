/** Where in the input something is wrong. Rows count as a spreadsheet shows them (the header is row 1); records of a JSON array count from 1. */
export interface Place {
  readonly file?: string;
  readonly row?: number;
  /** In a text without rows, such as a rubric: the line, from 1. */
  readonly line?: number;
  readonly column?: string;
  readonly value?: unknown;
}

/** One thing that is wrong with the input, and where. */
export interface Problem extends Place {
  readonly reason: string;
}

/** What a person gave us cannot be used: the message says what is wrong, where, and what to do. */
export class InputError extends Error {
  override readonly name: string = 'InputError';
  readonly code: string;
  readonly problems: readonly Problem[];

  constructor(
    message: string,
    options: { code?: string; problems?: readonly Problem[]; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = options.code ?? 'invalid_input';
    this.problems = options.problems ?? [];
  }
}

/** The command or call itself is wrong: an unknown option, a value out of range. */
export class UsageError extends InputError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(message, { code: 'usage' });
  }
}

/** Rows were rejected while `strict` asked that none be. */
export class RejectedRowsError extends InputError {
  override readonly name = 'RejectedRowsError';

  constructor(message: string, problems: readonly Problem[]) {
    super(message, { code: 'rejected_rows', problems });
  }
}
