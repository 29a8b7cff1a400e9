import { describe, expect, it } from '@jest/globals';
import { instantAt } from '../../src/schedule/wall-time.js';
import { canonicalZone, zoneNames, zoneOfCity } from '../../src/schedule/zone.js';

describe('a zone’s name', () => {
  it.each([
    ['europe/london', 'Europe/London'],
    ['EUROPE/LONDON', 'Europe/London'],
    ['America/port-au-prince', 'America/Port-au-Prince'],
    ['antarctica/dumontdurville', 'Antarctica/DumontDUrville'],
    ['america/argentina/ushuaia', 'America/Argentina/Ushuaia'],
    ['asia/kathmandu', 'Asia/Kathmandu'],
    ['Asia/Katmandu', 'Asia/Kathmandu'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['america/nuuk', 'America/Nuuk'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['etc/gmt+5', 'Etc/GMT+5'],
    ['Etc/GMT-14', 'Etc/GMT-14'],
  ])('%s is kept as %s', (name, kept) => {
    expect(canonicalZone(name)).toBe(kept);
  });

  it.each([
    '+05:30',
    '-08',
    '+0530',
    '-03:00',
    'UTC+2',
    'UTC+02:00',
    'GMT+5',
    'Z',
    'IST',
    'PST',
    'Factory',
    'Etc/Unknown',
    'Europe/Nowhere',
    'Europe',
    'local',
    'undefined',
    '',
    ' ',
    ' Europe/London',
    'Europe/London\n',
    'Europe/London\u0000',
    'Europe/L\u00f6ndon',
    '__proto__',
    'constructor',
    'A'.repeat(5_000),
  ])('%j is refused', (name) => {
    expect(canonicalZone(name)).toBeNull();
  });

  it.each([
    ['Tokyo', 'Asia/Tokyo'],
    ['new york', 'America/New_York'],
    [' Ho  Chi Minh ', 'Asia/Ho_Chi_Minh'],
    ['port-au-prince', 'America/Port-au-Prince'],
    ['Indiana/Knox', 'America/Indiana/Knox'],
    ['York', null],
    ['Atlantis', null],
    ['', null],
    ['.*', null],
  ])('is found by its city: %j gives %s', (city, zone) => {
    expect(zoneOfCity(city)).toBe(zone);
  });

  it('stays as it is once it is kept', () => {
    for (const name of zoneNames()) expect([name, canonicalZone(name)]).toEqual([name, name]);
  });

  it('that a reader may choose has a wall clock', () => {
    for (const name of zoneNames()) expect(instantAt(name, '2026-06-01', 420)).toBeInstanceOf(Date);
  });

  it('is offered sorted, once, under the city’s present name', () => {
    const names = zoneNames();
    expect(names.length).toBeGreaterThan(400);
    expect([...new Set(names)].sort()).toEqual(names);
    expect(names).toEqual(expect.arrayContaining(['UTC', 'Asia/Kolkata', 'Europe/Kyiv', 'Pacific/Kiritimati']));
    expect(names).not.toContain('Asia/Calcutta');
    expect(() => (names as string[]).push('Mars/Base')).toThrow(TypeError);
  });
});
