/** What must not happen, thrown with a code; the only place that turns a code into an HTTP status is problem.filter.ts. */
export type HouseErrorCode =
  | 'invalid' // what was sent cannot be understood or kept: `fields` says which field and what is expected
  | 'not-found'
  | 'gone' // was valid once: an expired link, an erased letter
  | 'signed-out' // nobody is signed in, or the session has ended
  | 'forbidden'
  | 'conflict' // it would be right at another time, or somebody else was faster
  | 'too-many' // `retryAfterSeconds` says when
  | 'too-large'
  | 'unsupported-type'
  | 'unavailable'; // PostgreSQL is away; the same request may work in a moment

export interface Versions {
  yours: unknown;
  theirs: unknown;
  changes?: unknown;
}

export interface HouseErrorOptions {
  /** Field name as on the form → a sentence that says what is expected. */
  fields?: Record<string, string>;
  retryAfterSeconds?: number;
  /** Of a conflict: the version that was sent, the one that stands, and what happened in between where that is known. */
  versions?: Versions;
  cause?: unknown;
}

/** `message` is shown to people: short, plain, without internals. */
export class HouseError extends Error {
  readonly fields: Record<string, string>;
  readonly retryAfterSeconds: number | null;
  readonly versions: Versions | null;

  constructor(
    readonly code: HouseErrorCode,
    message: string,
    options: HouseErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'HouseError';
    this.fields = options.fields ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.versions = options.versions ?? null;
  }
}

/** 'invalid', with what is expected of each field. */
export function faultyFields(fields: Record<string, string>): HouseError {
  return new HouseError('invalid', 'Please look at what is marked.', { fields });
}
