import { z } from 'zod';
import { canonicalZone } from '../schedule/zone.js';
import { address, oneLine } from './setting-values.js';

const wholeNumber = (least: number, most: number) => {
  const words = `Please give a whole number from ${least} to ${most.toLocaleString('en')}.`;
  return z.number(words).int(words).min(least, words).max(most, words);
};

const zone = z.string().transform((given, context) => {
  const name = canonicalZone(given);
  if (name !== null) return name;
  context.addIssue({ code: 'custom', message: 'Please give a time zone such as Europe/London.' });
  return z.NEVER;
});

/** Each setting's own value, as it is kept and as it is shown. */
const values = {
  replyTo: address,
  postalAddress: oneLine(200).min(1, 'Please give an address: the law of most countries wants one.'),
  sendRate: wholeNumber(1, 100_000),
  inDoubt: z.enum(['resend', 'hold'], 'Please choose one.'),
  keepLettersMonths: wholeNumber(1, 120),
  zone,
};

export type SettingName = keyof typeof values;

/** What the settings page has set; what is absent is the environment's or the default. */
export const keptSettings = z.object({
  replyTo: values.replyTo.optional(),
  postalAddress: values.postalAddress.optional(),
  sendRate: values.sendRate.optional(),
  inDoubt: values.inDoubt.optional(),
  keepLettersMonths: values.keepLettersMonths.optional(),
  zone: values.zone.optional(),
});
export type KeptSettings = z.infer<typeof keptSettings>;

/** A change: what is named is set; null gives it back to the default. */
export const houseSettingsEdit = z
  .strictObject({
    version: z.number().int().min(0).meta({ description: 'Of the settings this change was made on.' }),
    replyTo: values.replyTo.nullable().optional(),
    postalAddress: values.postalAddress.nullable().optional(),
    sendRate: values.sendRate.nullable().optional(),
    inDoubt: values.inDoubt.nullable().optional(),
    keepLettersMonths: values.keepLettersMonths.nullable().optional(),
    zone: values.zone.nullable().optional(),
  })
  .meta({ id: 'HouseSettingsEdit' });
export type HouseSettingsEdit = z.infer<typeof houseSettingsEdit>;

const setting = <T extends z.ZodType>(value: T) =>
  z.object({
    value,
    /** Who says so. What the environment says cannot be changed here. */
    setBy: z.enum(['page', 'environment', 'default']),
    /** The environment variable that may say it; null: none. */
    variable: z.string().nullable(),
  });

export const houseSettingsView = z
  .object({
    version: z.number(),
    changedAt: z.string().nullable(),
    changedBy: z.string().nullable(),
    replyTo: setting(z.string().nullable()),
    postalAddress: setting(z.string()),
    sendRate: setting(z.number().nullable()),
    inDoubt: setting(z.enum(['resend', 'hold'])),
    keepLettersMonths: setting(z.number().nullable()),
    zone: setting(z.string().nullable()),
  })
  .meta({ id: 'HouseSettings' });
export type HouseSettingsView = z.infer<typeof houseSettingsView>;
