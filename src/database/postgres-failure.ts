/**
 * The embedded PostgreSQL could not do what was asked. The message is meant for the person at the terminal: what failed,
 * the end of PostgreSQL's own log where there is one, and what to do. It never holds the password.
 */
export class EmbeddedPostgresFailed extends Error {
  constructor(what: string, options: { advice?: string; logLines?: string[]; logFile?: string; cause?: unknown } = {}) {
    const parts = [`The embedded PostgreSQL: ${what}`];
    if (options.logLines?.length) {
      const where = options.logFile ? ` (${options.logFile})` : '';
      parts.push(`What PostgreSQL said${where}:`, ...options.logLines.map((line) => `  ${line}`));
    }
    const advice = options.advice ? `${options.advice} Or set` : 'Set';
    parts.push(`What to do: ${advice} DATABASE_URL to use your own PostgreSQL.`);
    super(parts.join('\n'), { cause: options.cause });
    this.name = 'EmbeddedPostgresFailed';
  }
}
