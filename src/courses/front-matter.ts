/** A Markdown file taken apart; lines count from 1, in the file. */
export interface FrontMatterFile {
  /** The YAML between the two lines of dashes. */
  matter: string;
  matterLine: number;
  /** Everything after them, byte for byte. */
  body: string;
  bodyLine: number;
}

const dashes = /^---[ ]*$/;

/** Takes front matter and body apart; null when the file does not begin with front matter, or it never ends. */
export function splitFrontMatter(text: string): FrontMatterFile | null {
  let at = text.startsWith('\ufeff') ? 1 : 0; // some editors begin a file with a byte order mark
  let line = 0;
  let matterAt = 0;
  const lineEnd = /\r\n|\n|\r|$/g;
  while (at < text.length) {
    lineEnd.lastIndex = at;
    const end = lineEnd.exec(text);
    if (!end) return null;
    line += 1;
    const next = end.index + end[0].length;
    const isDashes = dashes.test(text.slice(at, end.index));
    if (line === 1) {
      if (!isDashes) return null;
      matterAt = next;
    } else if (isDashes) {
      return { matter: text.slice(matterAt, at), matterLine: 2, body: text.slice(next), bodyLine: line + 1 };
    }
    if (next === at) return null;
    at = next;
  }
  return null;
}
