/** The instants between which a date lies in a zone, as ISO strings. Right also where the clocks change that day. */
export function daySpan(date: string, zone: string | undefined): { from: string; to: string } {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 36 * 3_600_000).toISOString().slice(0, 10);
  return { from: midnight(date, zone).toISOString(), to: midnight(next, zone).toISOString() };
}

/** The date that an instant lies on in a zone. */
export function dateIn(iso: string, zone: string | undefined): string {
  return new Date(iso).toLocaleDateString('en-CA', { timeZone: zone });
}

function midnight(date: string, zone: string | undefined): Date {
  return instantOf(date, '00:00', zone);
}

/** The instant at which the wall in the zone shows this date and time, 'HH:MM'; one that the clocks leave out is as much later. */
export function instantOf(date: string, time: string, zone: string | undefined): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  let at = wanted;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  for (let tries = 0; tries < 2; tries++) at = wanted - offsetAt(at, zone);
  return new Date(at);
}

/** The time that an instant has on the wall of a zone, 'HH:MM'. */
export function timeIn(iso: string, zone: string | undefined): string {
  return new Date(iso).toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
}

/** What the wall in the zone is ahead of UTC, in milliseconds. */
function offsetAt(at: number, zone: string | undefined): number {
  const wall = new Date(at).toLocaleString('sv-SE', { timeZone: zone });
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}
