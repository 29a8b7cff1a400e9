import { execFile } from 'node:child_process';

/** A letter on disk, as the judges want it. */
export interface JudgedFile {
  name: string;
  /** The whole message. */
  eml: string;
  /** Its HTML part alone. */
  html: string;
  bytes: number;
  htmlBytes: number;
}

export type Verdict =
  | { judge: string; skipped: string }
  | {
      judge: string;
      version: string;
      /** What a score is, and what is still fine. */
      measure: string;
      scores: Map<string, string>;
      /** What it said of the letters without our minding. */
      remarks: string[];
      objections: string[];
    };

/** `home` is an empty folder, so that nobody's own rules or learnt mail count. */
export type Judge = (files: readonly JudgedFile[], home: string) => Promise<Verdict>;

/** Runs a program; null when there is none of that name. Exit codes are the caller's to read: many judges use them for verdicts. */
export async function run(
  program: string,
  words: readonly string[],
  home: string,
): Promise<{ out: string; err: string; code: number } | null> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' }, maxBuffer: 64 << 20, timeout: 300_000 };
    execFile(program, words, options, (error, out, err) => {
      if (error && 'code' in error && error.code === 'ENOENT') resolve(null);
      else if (error?.killed) reject(new Error(`${program} took too long`));
      else resolve({ out, err, code: typeof error?.code === 'number' ? error.code : 0 });
    });
  });
}

/** "3 × words", the most frequent first. */
export function counted(sayings: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const saying of sayings) counts.set(saying, (counts.get(saying) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([saying, count]) => `${count} × ${saying}`);
}
