import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ZoneDataService } from '../../src/enrollments/zone-data.service.js';
import { TestHouse } from '../house.js';

describe('when the zone data changes', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00:00Z' });
    await house.join('ada@example.com', { zone: 'Europe/London', hour: '07:00' });
    await house.join('ben@example.com', { zone: 'Asia/Kathmandu', hour: '23:30' });
  });
  afterAll(() => house.close());

  const slots = async () =>
    (
      await house.app
        .get(DataSource)
        .query<Array<{ at: Date }>>('select next_slot_at as at from enrollments order by subscriber_id')
    ).map((row) => row.at.toISOString());

  it('moves slots that were computed with older data back to the wall hour, and leaves the others', async () => {
    const zones = house.app.get(ZoneDataService);
    expect(await zones.refresh(house.clock.now(), 'old')).toBe(0);
    const right = await slots();
    await house.app
      .get(DataSource)
      .query(`update enrollments set next_slot_at = next_slot_at + interval '1 hour' where zone = 'Asia/Kathmandu'`);
    expect(await zones.refresh(house.clock.now(), 'new')).toBe(1);
    expect(await slots()).toEqual(right);
    expect(await zones.refresh(house.clock.now(), 'new')).toBe(0);
  });
});
