import { useZone } from '../settings/house-settings.js';

const dayMs = 24 * 3_600_000;

/** An instant as people say it: 'today, 07:15', 'yesterday, 07:15', 'Mon 2 March, 07:15', with the year where it is another one. */
export function whenWords(iso: string, zone: string | undefined, now = new Date()): string {
  const at = new Date(iso);
  const options = { timeZone: zone } as const;
  const time = at.toLocaleTimeString('en-GB', { ...options, hour: '2-digit', minute: '2-digit' });
  const date = (instant: Date) => instant.toLocaleDateString('en-CA', options);
  const near: Record<string, string> = {
    [date(now)]: 'today',
    [date(new Date(now.getTime() - dayMs))]: 'yesterday',
    [date(new Date(now.getTime() + dayMs))]: 'tomorrow',
  };
  const isThisYear = date(at).slice(0, 4) === date(now).slice(0, 4);
  const said = at.toLocaleDateString('en-GB', {
    ...options,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
  return `${near[date(at)] ?? said.replace(',', '')}, ${time}`;
}

/** The same as an element, in the zone of the admin pages. */
export function When({ at }: { at: string }) {
  const zone = useZone();
  return <time dateTime={at}>{whenWords(at, zone)}</time>;
}
