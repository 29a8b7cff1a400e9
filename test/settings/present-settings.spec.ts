import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import { houseSettingsEdit, type KeptSettings } from '../../src/settings/house-settings.schema.js';
import { presentSettings, viewOf, withEdit } from '../../src/settings/present-settings.js';

const kept: KeptSettings = {
  postalAddress: '12 Harbour Street, Leeds',
  sendRate: 40,
  inDoubt: 'hold',
  keepLettersMonths: 12,
};

const maren = {
  ...{ id: '1', version: 1, name: 'Maren Holt', email: 'maren@letters.test', replyTo: null },
  isDefault: true,
};

describe('the settings of the house', () => {
  it('are the defaults as long as nobody has said anything', () => {
    const now = presentSettings({}, readConfig({}));
    expect(now).toMatchObject({ sendRate: null, inDoubt: 'resend', keepLettersMonths: null, zone: null });
    expect(now.letterhead).toMatchObject({ name: 'Coursepost', email: 'hello@coursepost.test', replyTo: null });
    expect(presentSettings({}, readConfig({ SMTP_URL: 'smtp://mail.example.com' })).sendRate).toBe(10);
  });

  it('are what the page says where the environment is silent', () => {
    expect(presentSettings(kept, readConfig({}), [maren])).toMatchObject({
      letterhead: { name: 'Maren Holt', email: 'maren@letters.test', postalAddress: '12 Harbour Street, Leeds' },
      sendRate: 40,
      inDoubt: 'hold',
      keepLettersMonths: 12,
    });
  });

  it('are what the environment says, whatever the page said before', () => {
    const config = readConfig({ SEND_RATE: '5', IN_DOUBT: 'resend', MAIL_FROM: 'a@b.test', POSTAL_ADDRESS: 'There 1' });
    const now = presentSettings(kept, config, [maren]);
    expect(now).toMatchObject({ sendRate: 5, inDoubt: 'resend', keepLettersMonths: 12 });
    expect(now.letterhead).toMatchObject({ name: null, email: 'a@b.test', postalAddress: 'There 1' });
  });

  it('say of each who has set it', () => {
    const config = readConfig({ SEND_RATE: '5' });
    const view = viewOf({ version: 3, kept, changedAt: null, changedBy: null }, config);
    expect(view.sendRate).toEqual({ value: 5, setBy: 'environment', variable: 'SEND_RATE' });
    expect(view.inDoubt).toEqual({ value: 'hold', setBy: 'page', variable: 'IN_DOUBT' });
    expect(view.zone).toEqual({ value: null, setBy: 'default', variable: null });
  });

  it('take null as "back to the default", and leave alone what a change does not name', () => {
    expect(withEdit(kept, { sendRate: null, zone: 'Europe/London' })).toEqual({
      postalAddress: kept.postalAddress,
      inDoubt: 'hold',
      keepLettersMonths: 12,
      zone: 'Europe/London',
    });
  });

  it.each([
    [{ sendRate: 0 }, 'sendRate', 'from 1 to 100,000'],
    [{ sendRate: 2.5 }, 'sendRate', 'whole number'],
    [{ replyTo: 'nobody' }, 'replyTo', 'name@example.com'],
    [{ postalAddress: '   ' }, 'postalAddress', 'law'],
    [{ zone: '+05:30' }, 'zone', 'Europe/London'],
    [{ keepLettersMonths: 0 }, 'keepLettersMonths', 'from 1 to 120'],
  ])('refuse %j in words', (edit, field, words) => {
    const { error } = houseSettingsEdit.safeParse({ version: 0, ...edit });
    const said = error?.issues.find((issue) => issue.path.join('.') === field)?.message;
    expect(said).toContain(words);
  });
});
