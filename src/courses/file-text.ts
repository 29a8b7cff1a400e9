import type { LineFault } from './yaml-text.js';

/** One thing that push refuses; `line` counts from 1. */
export interface FileFault extends LineFault {
  file: string;
}

/** A text file's greatest size in bytes. */
export const textLimit = 256 * 1024;

/** Half of a surrogate pair: JavaScript can hold it, a file cannot. */
export const halfCharacter = /\p{Surrogate}/u;

/** The text of a file, or why it cannot be taken: too large, not UTF-8, or with NUL characters, which no letter can carry. */
export function textOf(bytes: Uint8Array): { text: string } | { fault: LineFault } {
  if (bytes.length > textLimit) {
    return {
      fault: {
        line: 1,
        message: `expected at most ${textLimit / 1024} KB of text, not ${Math.ceil(bytes.length / 1024)} KB`,
      },
    };
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) return { fault: { line: lineAt(bytes, nul), message: 'has a NUL character: expected plain text' } };
  try {
    // The byte order mark is kept: bytes come back as they were, and the readers above know it.
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { fault: { line: firstBadLine(bytes), message: 'is not UTF-8: save the file as UTF-8' } };
  }
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line += 1;
  return line;
}

/** No UTF-8 sequence contains a line feed, so each line can be tried alone. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf(10, from);
    try {
      decoder.decode(bytes.subarray(from, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) return line;
    from = end + 1;
  }
}
