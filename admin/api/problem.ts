/** What the API said instead of an answer (RFC 9457); status 0: it could not be reached. `message` is for people. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Field, inner ones with dots → what is expected of it. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** Of a conflict: the version that was sent, the one that stands, and what happened in between where that is known. */
    readonly versions: { yours: unknown; theirs: unknown; changes?: unknown } | null = null,
  ) {
    super(message);
    this.name = 'ApiProblem';
  }
}

const unreachable =
  'Coursepost cannot be reached just now. Nothing is lost: it is tried again when you press once more.';

export function unreachableProblem(): ApiProblem {
  return new ApiProblem(0, unreachable);
}

/** Never throws: a body that is no problem+json still gives a sentence. */
export async function problemIn(response: Response): Promise<ApiProblem> {
  const said = (await response.json().catch(() => null)) as {
    detail?: string;
    fields?: Record<string, string>;
    yours?: unknown;
    theirs?: unknown;
    changes?: unknown;
  } | null;
  const versions = said && 'theirs' in said ? { yours: said.yours, theirs: said.theirs, changes: said.changes } : null;
  return new ApiProblem(
    response.status,
    said?.detail ?? 'That did not work. Please try again.',
    said?.fields,
    versions,
  );
}

/** What to say beside a button, whatever went wrong. */
export function sayProblem(error: unknown): string {
  return error instanceof Error ? error.message : 'That did not work. Please try again.';
}

/** Whether it is about fields, which say it themselves. */
export function isAboutFields(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && Object.keys(error.fields).length > 0;
}

/** The sentence beside a field; undefined: nothing is wrong with it. */
export function faultOf(error: unknown, field: string): string | undefined {
  return error instanceof ApiProblem ? error.fields[field] : undefined;
}
