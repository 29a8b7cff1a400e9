/** What a wall shows, asked of plain Intl alone: the other road by which the tests check ours. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** '2026-03-29T02:30' in `zone` at an instant. */
export function intlWall(at: Date | number, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  return format.format(at).replace(' ', 'T');
}

const minute = 60_000;
const day = 1440 * minute;

/** Minutes that the wall in `zone` is ahead of UTC. */
function offset(at: number, zone: string): number {
  return (Date.parse(`${intlWall(at, zone)}Z`) - at) / minute;
}

/** Every instant at which the wall shows `local`: none in a gap, two in an overlap; first one first. */
export function intlInstants(zone: string, local: string): number[] {
  const wall = Date.parse(`${local}Z`);
  const offsets = new Set([offset(wall - 1.5 * day, zone), offset(wall, zone), offset(wall + 1.5 * day, zone)]);
  return [...offsets]
    .map((ahead) => wall - ahead * minute)
    .filter((at) => intlWall(at, zone) === local)
    .sort((a, b) => a - b);
}

/** Temporal's "compatible", written a second time: the first of the instants, or past the gap by the offset before it. */
export function intlCompatible(zone: string, local: string): number {
  const wall = Date.parse(`${local}Z`);
  return intlInstants(zone, local)[0] ?? wall - offset(wall - 1.5 * day, zone) * minute;
}
