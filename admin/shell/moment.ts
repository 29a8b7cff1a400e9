/** Instants as the admin reads them: in the zone of this very device. */
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const minute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** '24 Nov 2026'. */
export function dayOf(instant: string): string {
  return day.format(new Date(instant));
}

/** '24 Nov 2026, 09:30'. */
export function momentOf(instant: string): string {
  return minute.format(new Date(instant));
}
