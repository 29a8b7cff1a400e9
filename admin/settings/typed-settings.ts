import type { HouseSettingsView } from '../../src/settings/house-settings.schema.js';

/** The settings as they stand in the fields: text, as typed. */
export interface TypedSettings {
  replyTo: string;
  postalAddress: string;
  sendRate: string;
  inDoubt: 'resend' | 'hold';
  keepLettersMonths: string;
  zone: string;
}

export function typedOf(view: HouseSettingsView): TypedSettings {
  return {
    replyTo: view.replyTo.value ?? '',
    postalAddress: view.postalAddress.value,
    sendRate: view.sendRate.value === null ? '' : String(view.sendRate.value),
    inDoubt: view.inDoubt.value,
    keepLettersMonths: view.keepLettersMonths.value === null ? '' : String(view.keepLettersMonths.value),
    zone: view.zone.value ?? '',
  };
}

/** What differs from what stands, ready to be sent; null: nothing does. An empty field goes back to the default. */
export function editOf(typed: TypedSettings, view: HouseSettingsView): Record<string, unknown> | null {
  const was = typedOf(view);
  const differs = (...names: Array<keyof TypedSettings>) => names.some((name) => typed[name].trim() !== was[name]);
  const text = (given: string) => (given.trim() === '' ? null : given.trim());
  const changes: Array<[string, boolean, unknown]> = [
    ['replyTo', differs('replyTo'), text(typed.replyTo)],
    ['postalAddress', differs('postalAddress'), text(typed.postalAddress)],
    ['sendRate', differs('sendRate'), countIn(typed.sendRate)],
    ['inDoubt', differs('inDoubt'), typed.inDoubt],
    ['keepLettersMonths', differs('keepLettersMonths'), countIn(typed.keepLettersMonths)],
    ['zone', differs('zone'), text(typed.zone)],
  ];
  const made = changes.filter(([, isMade]) => isMade).map(([name, , value]) => [name, value] as const);
  return made.length === 0 ? null : { version: view.version, ...Object.fromEntries(made) };
}

/** After somebody else was faster: what was typed stays, and where nothing was, theirs stands. */
export function typedOnto(typed: TypedSettings, before: HouseSettingsView, theirs: HouseSettingsView): TypedSettings {
  const [was, stands] = [typedOf(before), typedOf(theirs)];
  const names = Object.keys(typed) as Array<keyof TypedSettings>;
  return Object.fromEntries(
    names.map((name) => [name, typed[name] === was[name] ? stands[name] : typed[name]]),
  ) as unknown as TypedSettings;
}

/** What is no number is sent as it was typed, so that the answer stands beside the field. */
function countIn(given: string): number | string | null {
  const text = given.trim().replace(/(?<=\d)[\s,](?=\d{3})/g, '');
  if (text === '') return null;
  return Number.isNaN(Number(text)) ? text : Number(text);
}
