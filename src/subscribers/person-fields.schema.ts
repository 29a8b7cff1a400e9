import { z } from 'zod';
import { readAddress } from '../mail/address.js';
import { parseHour } from '../schedule/hour.js';
import { canonicalZone, zoneOfCity } from '../schedule/zone.js';

const expected = {
  email: 'Please give an address, like name@example.com.',
  firstName: 'Please give a name of at most 80 characters, on one line.',
  zone: 'Please choose a time zone or a city from the list, like Europe/London.',
  hour: 'Please give an hour like 07:00, from 00:00 to 23:59.',
};

/** Empty and absent are the same on a form: null. */
function optional<T>(message: string, read: (text: string) => T | null) {
  return z
    .string(message)
    .nullish()
    .transform((text, context) => {
      if (text === undefined || text === null || text.trim() === '') return null;
      const value = read(text.trim());
      if (value === null) context.addIssue({ code: 'custom', message });
      return value;
    });
}

/**
 * Control characters move lines in letters, bidirectional overrides turn the words after a name around, a
 * lone surrogate is no character. */
const unwanted = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** A first name as typed, trimmed; null when empty. At most 80 characters as people count them, lone surrogates refused. */
export const firstNameField = z
  .string(expected.firstName)
  .nullish()
  .transform((text, context) => {
    const name = (text ?? '').trim().normalize('NFC');
    if (unwanted.test(name) || [...name].length > 80) {
      context.addIssue({ code: 'custom', message: expected.firstName });
    }
    return name === '' ? null : name;
  });

/** Zone in any case, or its city alone → as Intl spells it; null when empty. */
export const zoneField = optional(expected.zone, (text) => canonicalZone(text) ?? zoneOfCity(text));

/** 'HH:MM' → minutes after midnight; null when empty. */
export const hourField = optional(expected.hour, parseHour);

/** An address as its owner spells it, trimmed; checked by the same rule as every envelope. */
export const emailField = z.string(expected.email).transform((text, context) => {
  const reading = readAddress(text);
  if ('email' in reading) return reading.email;
  context.addIssue({ code: 'custom', message: reading.problem });
  return z.NEVER;
});
