import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Admin } from '../../src/accounts/admin.js';
import { permissionsOf } from '../../src/accounts/permissions.js';
import { SendPace } from '../../src/deliveries/send-pace.js';
import { HouseSettings } from '../../src/settings/house-settings.js';
import type { HouseSettingsEdit } from '../../src/settings/house-settings.schema.js';
import { SenderService } from '../../src/settings/sender.service.js';
import { SettingsPageService } from '../../src/settings/settings-page.service.js';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';

const owner: Admin = {
  id: '1',
  name: 'Maren',
  email: 'maren@example.com',
  role: 'owner',
  permissions: permissionsOf('owner'),
  actor: 'admin:1',
};

describe('changing the settings of the house', () => {
  let house: TestHouse;
  let other: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00:00Z', settings: { SEND_CONNECTIONS: '1' } });
    other = await TestHouse.open({ beside: house, settings: { POSTAL_ADDRESS: 'Fixed Street 1' } });
  });
  afterAll(async () => {
    await other.close();
    await house.close();
  });

  const change = async (edit: Omit<HouseSettingsEdit, 'version'>, at = house) => {
    const page = at.app.get(SettingsPageService);
    return page.change({ version: (await page.view()).version, ...edit }, owner, house.clock.now());
  };
  const soon = async (check: () => void) => {
    for (let tries = 0; ; tries++) {
      try {
        return check();
      } catch (error) {
        if (tries === 2_000) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };

  it('holds at once in this process and within seconds in another one', async () => {
    await change({ sendRate: 3, inDoubt: 'hold' });
    expect(house.app.get(HouseSettings).now).toMatchObject({ sendRate: 3, inDoubt: 'hold' });
    await soon(() => expect(other.app.get(HouseSettings).now).toMatchObject({ sendRate: 3, inDoubt: 'hold' }));
    expect(await other.app.get(SendPace).quota(50)).toBeLessThanOrEqual(3);
    await change({ sendRate: null, inDoubt: null });
    expect(await house.app.get(SendPace).quota(50)).toBe(50);
  });

  it('is kept in the audit log with what stood there before, and nothing else', async () => {
    await change({ sendRate: 7 });
    await change({ sendRate: 8, zone: 'Europe/London' });
    const [entry] = await house.database.dataSource.query(
      `select actor, action, before, after from audit_entries order by id desc limit 1`,
    );
    expect(entry).toEqual({
      actor: 'admin:1',
      action: 'settings.changed',
      before: { sendRate: 7, zone: null },
      after: { sendRate: 8, zone: 'Europe/London' },
    });
    await change({ sendRate: null, zone: null });
  });

  it('made on settings that somebody else has changed meanwhile is told both, and changes nothing', async () => {
    const page = house.app.get(SettingsPageService);
    const { version } = await page.view();
    await change({ keepLettersMonths: 12 });
    await expect(page.change({ version, keepLettersMonths: 3 }, owner, house.clock.now())).rejects.toMatchObject({
      code: 'conflict',
      versions: { yours: { keepLettersMonths: 3 }, theirs: { version: version + 1 } },
    });
    expect((await page.view()).keepLettersMonths.value).toBe(12);
  });

  it('is refused where the environment sets it, by the field, and the rest of it is not done either', async () => {
    const tried = change({ postalAddress: 'Elsewhere 2', keepLettersMonths: 9 }, other);
    await expect(tried).rejects.toMatchObject({
      code: 'invalid',
      fields: { postalAddress: expect.stringContaining('POSTAL_ADDRESS') },
    });
    expect((await other.app.get(SettingsPageService).view()).keepLettersMonths.value).toBe(12);
  });

  it('gives the next letter its new sender and address, and a letter tried before the ones it had, to the byte', async () => {
    let tried: Buffer | null = null;
    house.mail.judge = (_to, raw) => {
      tried = raw;
      throw answer(451, '4.2.1 busy');
    };
    await house.signUp('first@example.com');
    house.mail.judge = null;
    expect(tried).not.toBeNull();
    const sender = { name: 'Hill & Vale', email: 'post@hill.example.com', replyTo: null };
    await house.app.get(SenderService).add(sender, owner, house.clock.now());
    await change({ postalAddress: 'New Street 2, Leeds', replyTo: 'answers@hill.example.com' });
    house.clock.moveTo('2026-03-02T10:30:00Z');
    await house.beat();
    expect(house.lastTo('first@example.com').raw.equals(tried ?? Buffer.alloc(0))).toBe(true);

    await house.signUp('second@example.com');
    const { mail } = house.lastTo('second@example.com');
    expect(mail.from?.text).toBe('"Hill & Vale" <post@hill.example.com>');
    expect(mail.replyTo?.text).toBe('answers@hill.example.com');
    expect(mail.messageId).toContain('@hill.example.com>');
    expect(mail.text).toContain('New Street 2, Leeds');
    const page = await house.web.get('/courses/strong-glutes').expect(200);
    expect(page.text).toContain('Hill &amp; Vale');
    expect(page.text).toContain('New Street 2, Leeds');
  });
});
