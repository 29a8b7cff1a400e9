export type Place = { x: number; y: number };
type Round = Place & { radius: number };

const samples = 48;

/** The outline of a rubber band around all the discs: a capsule for two, a soft triangle for three. */
export function hullOf(discs: readonly Round[]): Place[] {
  const rim = discs.flatMap(({ x, y, radius }) =>
    Array.from({ length: samples }, (_, i) => {
      const angle = (2 * Math.PI * i) / samples;
      return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
    }),
  );
  rim.sort((a, b) => a.x - b.x || a.y - b.y);
  // Andrew's monotone chain: one sweep there, one back.
  return [...chain(rim), ...chain(rim.reverse())];
}

export function pathThrough(places: readonly Place[], closed = true): string {
  const steps = places.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${twoDecimals(x)} ${twoDecimals(y)}`);
  return steps.join('') + (closed ? 'Z' : '');
}

/** Short, and the same on every machine. */
export function twoDecimals(value: number): string {
  return String(Math.round(value * 100) / 100 || 0);
}

function chain(places: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const place of places) {
    for (;;) {
      const last = kept.at(-1);
      const before = kept.at(-2);
      if (!last || !before) break;
      const turn = (last.x - before.x) * (place.y - before.y) - (last.y - before.y) * (place.x - before.x);
      if (turn > 1e-12) break;
      kept.pop();
    }
    kept.push(place);
  }
  return kept.slice(0, -1);
}
