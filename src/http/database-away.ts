/** PostgreSQL is away, starting, stopping or full, as Node, pg and TypeORM say it. */
const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENOENT', // the socket file of a stopped server
  '53300', // too_many_connections
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
]);
const messages =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;
const names = new Set(['DriverAdapterNotConnectedError', 'CannotExecuteNotConnectedError', 'ConnectionIsNotSetError']);

/** Whether the same request may work in a moment because only the way to PostgreSQL is broken. Looks through causes. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) return false;
  const code = 'code' in error ? String(error.code) : '';
  const syscall = 'syscall' in error ? String(error.syscall) : '';
  // A file that cannot be opened is no database that cannot be reached.
  if (codes.has(code) && (code !== 'ENOENT' || syscall === 'connect')) return true;
  if (/^08...$/.test(code) || names.has(error.name) || messages.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.some((each) => isDatabaseAway(each, depth + 1))) return true;
  const inner = 'driverError' in error ? error.driverError : error.cause;
  return isDatabaseAway(inner, depth + 1);
}
