/** Width of the text part, in characters (RFC 5322 recommends 78; 72 leaves room to be quoted). */
export const textWidth = 72;

/** Words on their way into lines. Spaces are where a line may break; an atom is never broken inside. */
export class TextFlow {
  private readonly lines: string[] = [];
  private line = '';
  private used = 0;
  private word = '';
  private wordWidth = 0;

  constructor(private readonly width = textWidth) {}

  /** Plain words; spaces and line ends are places to break, non-breaking spaces are not. */
  text(words: string): this {
    for (const piece of words.split(/([ \t\n]+)/)) {
      if (piece === '') continue;
      if (/^[ \t\n]/.test(piece)) this.endWord();
      else this.atom(piece, [...piece].length);
    }
    return this;
  }

  /** Something whole, glued to what stands before it; `width` is what it counts for (a value: its fallback's length). */
  atom(whole: string, width: number): this {
    this.word += whole;
    this.wordWidth += width;
    return this;
  }

  /** A forced line end. */
  break(): this {
    this.endWord();
    this.lines.push(this.line);
    this.line = '';
    this.used = 0;
    return this;
  }

  /** The lines; a word longer than a line (a URL) stands alone and whole. */
  end(): string[] {
    this.endWord();
    return this.line === '' ? this.lines : [...this.lines, this.line];
  }

  private endWord(): void {
    if (this.word === '') return;
    if (this.line !== '' && this.used + 1 + this.wordWidth > this.width) {
      this.lines.push(this.line);
      this.line = '';
      this.used = 0;
    }
    const space = this.line === '' ? '' : ' ';
    this.line += space + this.word;
    this.used += space.length + this.wordWidth;
    this.word = '';
    this.wordWidth = 0;
  }
}

/** Wraps plain words. */
export function wrap(words: string, width = textWidth): string[] {
  return new TextFlow(width).text(words).end();
}

/** First line after `first`, the others under it: bullets, numbers, quotes. Blank lines stay blank. */
export function hang(lines: readonly string[], first: string, rest = ' '.repeat(first.length)): string[] {
  return lines.map((line, index) => (line === '' ? '' : (index === 0 ? first : rest) + line));
}

/** Paragraphs, each wrapped line by line (line ends in them stay), with a blank line between. */
export function paragraphs(...lines: readonly string[]): string {
  return lines
    .map((paragraph) =>
      paragraph
        .split('\n')
        .flatMap((line) => (line === '' ? [''] : wrap(line)))
        .join('\n'),
    )
    .join('\n\n');
}

/** A title with its underline. */
export function underlined(title: string): string {
  return `${title}\n${'='.repeat(title.length)}`;
}
