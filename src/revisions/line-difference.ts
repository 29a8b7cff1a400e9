/** A line of a text and what became of it. */
export interface LineDifference {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Beyond this many comparisons the middle is told as removed and added whole, so that no text takes long. */
const mostComparisons = 4_000_000;

/** The fewest lines to take out and put in to make one text of the other; removed ones stand before added ones. Pure. */
export function lineDifference(before: string, after: string): LineDifference[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const say = (kind: LineDifference['kind'], lines: readonly string[]) => lines.map((text) => ({ kind, text }));
  const middle = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)] as const;
  return [
    ...say('same', a.slice(0, head)),
    ...(middle[0].length * middle[1].length > mostComparisons
      ? [...say('removed', middle[0]), ...say('added', middle[1])]
      : walked(...middle)),
    ...say('same', a.slice(a.length - tail)),
  ];
}

/** A last line end is no line. */
function linesOf(text: string): string[] {
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  return plain === '' ? [] : plain.split('\n');
}

/** Longest common subsequence by its table, walked from the front. */
function walked(a: readonly string[], b: readonly string[]): LineDifference[] {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: LineDifference[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] ?? '' });
      i++;
      j++;
    } else if (i < a.length && at(i + 1, j) >= at(i, j + 1)) lines.push({ kind: 'removed', text: a[i++] ?? '' });
    else if (j < b.length) lines.push({ kind: 'added', text: b[j++] ?? '' });
    else lines.push({ kind: 'removed', text: a[i++] ?? '' });
  }
  return lines;
}
