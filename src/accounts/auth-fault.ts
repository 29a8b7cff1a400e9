import { HouseError, type HouseErrorCode } from '../house-error.js';

type Words = readonly [HouseErrorCode, string, Record<string, string>?];

/** The library's codes in our words. Which of address and password was wrong is not told. */
const known: Record<string, Words> = {
  INVALID_EMAIL_OR_PASSWORD: [
    'invalid',
    'Address and password do not belong together.',
    { password: 'Please try once more, or ask for a new password.' },
  ],
  INVALID_EMAIL: ['invalid', 'Please look at what is marked.', { email: 'expected an address like you@example.com' }],
  INVALID_PASSWORD: ['invalid', 'That is not your password.', { password: 'expected your present password' }],
  PASSWORD_TOO_SHORT: ['invalid', 'Please look at what is marked.', { newPassword: 'expected at least 10 characters' }],
  PASSWORD_TOO_LONG: ['invalid', 'Please look at what is marked.', { newPassword: 'expected at most 128 characters' }],
  INVALID_CODE: ['invalid', 'That is not the code of this moment.', { code: 'expected the six digits of your app' }],
  CODE_USED: ['invalid', 'Each code works once.', { code: 'Please wait for the next one, half a minute at most.' }],
  INVALID_BACKUP_CODE: [
    'invalid',
    'That is not one of your recovery codes.',
    { code: 'expected a code of your list that was not used yet' },
  ],
  INVALID_TWO_FACTOR_COOKIE: ['gone', 'That took a little long. Please type your password once more.'],
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: ['gone', 'Too many wrong codes. Please type your password once more.'],
  ACCOUNT_TEMPORARILY_LOCKED: ['too-many', 'Too many wrong codes. Please try again in a quarter of an hour.'],
  TOTP_NOT_ENABLED: ['conflict', 'There is no second factor to check. Please begin again.'],
  TOTP_ALREADY_ENABLED: ['conflict', 'Codes from an app are switched on already.'],
  SESSION_NOT_FRESH: ['signed-out', 'For this, please sign in again: your last sign-in was over a day ago.'],
  PASSKEY_NOT_FOUND: ['invalid', 'We do not know this passkey. Please sign in with your password.'],
  CHALLENGE_NOT_FOUND: ['gone', 'That took a little long. Please try the passkey once more.'],
  USER_NOT_VERIFIED: ['invalid', 'Your device has to ask for your finger, face or PIN. Please try again.'],
  AUTHENTICATION_FAILED: ['invalid', 'The passkey was not accepted. Please try again, or use your password.'],
  FAILED_TO_VERIFY_REGISTRATION: ['invalid', 'The passkey could not be added. Please try again.'],
};

/** An answer of the library that is no success → what to throw. Anything of 500 and above is our fault, and is logged. */
export function authFault(status: number, said: unknown): Error {
  const code = typeof said === 'object' && said !== null && 'code' in said ? String(said.code) : '';
  const words = known[code];
  if (words) return new HouseError(words[0], words[1], words[2] ? { fields: words[2] } : {});
  if (status >= 500) return new Error(`the library for sign-ins failed: ${status} ${code}`);
  if (status === 401) return new HouseError('signed-out', 'Please sign in.');
  if (status === 404) return new HouseError('not-found', 'There is nothing at this address.');
  return new HouseError('invalid', 'That could not be understood. Please try again.');
}
