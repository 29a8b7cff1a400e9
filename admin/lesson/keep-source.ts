import { fromMarkdown } from 'mdast-util-from-markdown';

/** A top-level block of a Markdown source: its bytes, and what it says without where it stands. */
interface Block {
  text: string;
  start: number;
  end: number;
  says: string;
}

/** Neighbouring blocks of the original and what the editor made of them: kept together or not at all. */
interface Unit {
  original: [from: number, to: number];
  before: [from: number, to: number];
}

const mostCompared = 1_000_000;

/**
 * No editor writes Markdown back byte for byte. `original` is the source as loaded, `before` what the editor made of it at once,
 * `after` what it says now: blocks that nobody edited keep the original's bytes, and so do the gaps between two of them.
 * What comes out always says what `after` says; where that cannot be had, it is `after` itself. Pure.
 */
export function keepSource(original: string, before: string, after: string): string {
  if (before === after) return original;
  const [old, made, now] = [blocksOf(original), blocksOf(before), blocksOf(after)];
  const kept = keptUnits(unitsOf(old, made), made, now);
  const lineEnd = original.includes('\r\n') ? '\r\n' : '\n';
  const gap = lineEnd + lineEnd;
  let source = original.slice(0, old[0]?.start ?? 0);
  const expected: string[] = [];
  let previous: number | null = null;
  for (let place = 0; place < now.length;) {
    const unit = kept.get(place);
    const [first, end] = unit?.original ?? [0, 0];
    const follows = unit !== undefined && previous === first;
    if (place > 0) source += follows ? original.slice(old[first - 1]?.end, old[first]?.start) : gap;
    if (unit) {
      source += original.slice(old[first]?.start, old[end - 1]?.end);
      expected.push(...old.slice(first, end).map(({ says }) => says));
      previous = end;
      place += unit.before[1] - unit.before[0];
    } else {
      const block = now[place];
      if (block) {
        source += block.text.replace(/\r?\n/g, lineEnd);
        expected.push(block.says);
      }
      previous = null;
      place += 1;
    }
  }
  source += (old.length > 0 && original.slice(old.at(-1)?.end)) || lineEnd;
  const reads = blocksOf(source).map(({ says }) => says);
  return reads.length === expected.length && reads.every((says, index) => says === expected[index]) ? source : after;
}

function blocksOf(source: string): Block[] {
  return fromMarkdown(source).children.map((node) => {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? source.length;
    const says = JSON.stringify(node, (key, value: unknown) =>
      key === 'position' ? undefined : typeof value === 'string' ? value.replace(/\r\n/g, '\n') : value,
    );
    return { text: source.slice(start, end), start, end, says };
  });
}

/** Which blocks of the original became which: those that say the same are anchors; between them runs of equal length are paired. */
function unitsOf(old: readonly Block[], made: readonly Block[]): Unit[] {
  const anchors = [...commonPairs(old, made, (block) => block.says), [old.length, made.length] as const];
  const units: Unit[] = [];
  let [from, madeFrom] = [0, 0];
  for (const [to, madeTo] of anchors) {
    if (to - from === madeTo - madeFrom) {
      for (let step = 0; step < to - from; step++)
        units.push({ original: [from + step, from + step + 1], before: [madeFrom + step, madeFrom + step + 1] });
    } else if (madeTo > madeFrom && to > from) {
      units.push({ original: [from, to], before: [madeFrom, madeTo] });
    }
    if (to < old.length) units.push({ original: [to, to + 1], before: [madeTo, madeTo + 1] });
    [from, madeFrom] = [to + 1, madeTo + 1];
  }
  return units;
}

/** Place in `now` → the unit that stands there untouched, all of its blocks side by side. */
function keptUnits(units: readonly Unit[], made: readonly Block[], now: readonly Block[]): Map<number, Unit> {
  const placeOf = new Map(commonPairs(made, now, (block) => block.text));
  return new Map(
    units.flatMap((unit) => {
      const [from, to] = unit.before;
      const first = placeOf.get(from);
      const whole =
        first !== undefined && range(from, to).every((place) => placeOf.get(place) === first + place - from);
      return whole ? [[first, unit]] : [];
    }),
  );
}

/** A longest common subsequence, as pairs of places. Equal ends are found at once; a huge rest in the middle is left unpaired. */
function commonPairs(
  left: readonly Block[],
  right: readonly Block[],
  of: (block: Block) => string,
): Array<[number, number]> {
  const a = left.map(of);
  const b = right.map(of);
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = middlePairs(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [
    ...range(0, head).map((place): [number, number] => [place, place]),
    ...middle.map(([x, y]): [number, number] => [x + head, y + head]),
    ...range(0, tail).map((step): [number, number] => [a.length - tail + step, b.length - tail + step]),
  ];
}

function middlePairs(a: readonly string[], b: readonly string[]): Array<[number, number]> {
  const width = b.length + 1;
  if (a.length * b.length > mostCompared) return [];
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (x: number, y: number) => longest[x * width + y] ?? 0;
  for (let x = a.length - 1; x >= 0; x--)
    for (let y = b.length - 1; y >= 0; y--)
      longest[x * width + y] = a[x] === b[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
  const pairs: Array<[number, number]> = [];
  for (let x = 0, y = 0; x < a.length && y < b.length;) {
    if (a[x] === b[y]) pairs.push([x++, y++]);
    else if (at(x + 1, y) >= at(x, y + 1)) x++;
    else y++;
  }
  return pairs;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, step) => from + step);
}
