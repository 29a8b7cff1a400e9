import { performance } from 'node:perf_hooks';

/** One Ctrl-C under npm arrives twice, from the terminal and from npm: what follows this soon is the same wish. */
const sameWishMs = 1_000;
const parentEveryMs = 500;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborts at the first SIGINT, SIGTERM or SIGHUP (the terminal was closed), and when the npm that started us is gone: npm's
 * shell keeps a SIGTERM to itself, and an orphan would hold ports and database. A second signal, a second or more later,
 * ends the process at once with exit code 130. Call it before anything is opened.
 */
export function stopSignal(): AbortSignal {
  const asked = new AbortController();
  let since = 0;
  const stop = () => {
    if (!asked.signal.aborted) {
      since = performance.now();
      asked.abort();
    } else if (performance.now() - since > sameWishMs) {
      process.exit(130);
    }
  };
  for (const name of signals) process.on(name, stop);
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => asked.abort());
  return asked.signal;
}

/** Resolves when the signal has come. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function whenOrphaned(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, parentEveryMs);
  timer.unref();
}
