import type { Config } from '../config/config.js';
import { nowByEnvironment } from './environment-settings.js';
import type { HouseNow, Letterhead } from './house-settings.js';
import type { HouseSettingsEdit, HouseSettingsView, KeptSettings, SettingName } from './house-settings.schema.js';
import { type KeptSender, letterheadFrom, presentSenders, senderKey } from './senders.js';

/** Which variable of the environment says the same as a setting of the page. */
export const variables: Record<SettingName, string | null> = {
  replyTo: null,
  postalAddress: 'POSTAL_ADDRESS',
  sendRate: 'SEND_RATE',
  inDoubt: 'IN_DOUBT',
  keepLettersMonths: null,
  zone: null,
};

/** Whether the environment sets it, so that the page cannot. */
export function isFixed(name: SettingName, config: Config): boolean {
  const variable = variables[name];
  return variable !== null && config.given.has(variable);
}

/** The environment, over what the page has set, over the defaults. Letterheads' ids are not looked up here. Pure. */
export function presentSettings(kept: KeptSettings, config: Config, senders: readonly KeptSender[] = []): HouseNow {
  const usual = nowByEnvironment(config);
  const has = <Name extends SettingName>(name: Name) => (isFixed(name, config) ? undefined : kept[name]);
  const house = {
    replyTo: has('replyTo') ?? null,
    postalAddress: has('postalAddress') ?? usual.letterhead.postalAddress,
  };
  const all = presentSenders(senders, config).map((sender) => letterheadFrom(sender, house));
  return {
    letterhead: all[0] ?? usual.letterhead,
    letterheads: new Map(all.map((letterhead): [string, Letterhead] => [senderKey(letterhead.email), letterhead])),
    sendRate: has('sendRate') ?? usual.sendRate,
    inDoubt: has('inDoubt') ?? usual.inDoubt,
    keepLettersMonths: has('keepLettersMonths') ?? null,
    zone: has('zone') ?? null,
  };
}

/** What is kept after a change: null takes a setting out again. Pure. */
export function withEdit(kept: KeptSettings, edit: Omit<HouseSettingsEdit, 'version'>): KeptSettings {
  const named = Object.entries(edit).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    Object.entries({ ...kept, ...Object.fromEntries(named) }).filter(([, value]) => value !== null),
  );
}

/** As the settings page shows it: each value with who says so. Pure. */
export function viewOf({ version, kept, changedAt, changedBy }: KeptVersion, config: Config): HouseSettingsView {
  const now = presentSettings(kept, config);
  const { letterhead } = now;
  const setting = <T>(name: SettingName, value: T) => ({
    value,
    setBy: isFixed(name, config) ? ('environment' as const) : name in kept ? ('page' as const) : ('default' as const),
    variable: variables[name],
  });
  return {
    version,
    changedAt,
    changedBy,
    replyTo: setting('replyTo', letterhead.replyTo),
    postalAddress: setting('postalAddress', letterhead.postalAddress),
    sendRate: setting('sendRate', now.sendRate),
    inDoubt: setting('inDoubt', now.inDoubt),
    keepLettersMonths: setting('keepLettersMonths', now.keepLettersMonths),
    zone: setting('zone', now.zone),
  };
}

/** What is kept, and which change it came of; version 0: nothing was ever changed. Instants are ISO strings. */
export interface KeptVersion {
  version: number;
  kept: KeptSettings;
  changedAt: string | null;
  changedBy: string | null;
}
