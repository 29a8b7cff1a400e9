const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

const words = (zone: string, year: boolean) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year ? { year: 'numeric' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  });

/** 'Tue, 24 Nov, 07:00'; with the year where it is another one. On the wall of `zone`; of this device where none is given. */
export function whenIn(instant: string, zone = here): string {
  const at = new Date(instant);
  const isThisYear = at.getFullYear() === new Date().getFullYear();
  return words(zone, !isThisYear).format(at);
}

/** The reader's own time, and ours beside it where it is another: 'Tue, 24 Nov, 07:00 in Lisbon (08:00 here)'. */
export function whenBoth(instant: string, zone: string): string {
  const at = new Date(instant);
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  const theirs = whenIn(instant, zone);
  const ours = whenIn(instant);
  if (theirs === ours) return zone === here ? theirs : `${theirs} in ${city} and here`;
  const sameDay = theirs.slice(0, -5) === ours.slice(0, -5);
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: here }).format(at);
  return `${theirs} in ${city} (${sameDay ? time : ours} here)`;
}
