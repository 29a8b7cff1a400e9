import { describe, expect, it } from '@jest/globals';
import { slotsTaken } from '../../src/enrollments/taken-slots.js';

const everyDay = 127;
const group = (zone: string, nextSlotAt: string, people = 1, weekdays = everyDay) => ({
  zone,
  weekdays,
  nextSlotAt: new Date(nextSlotAt),
  people,
});

describe('A slot is taken', () => {
  const christmas = { weekdays: everyDay, skipDates: ['2026-12-25'] };

  it('by a skip date, on the reader’s own wall: the same instant is another date elsewhere', () => {
    const groups = [
      group('Europe/London', '2026-12-25T07:00Z', 3),
      group('America/New_York', '2026-12-25T03:00Z', 5), // the 24th there
      group('Pacific/Auckland', '2026-12-24T18:00Z', 2), // the 25th there
    ];
    expect(slotsTaken(groups, christmas)).toEqual({ people: 5, dates: [{ date: '2026-12-25', people: 5 }] });
  });

  it('by a weekday that the course no longer has, in order of dates', () => {
    const noWeekend = { weekdays: 31, skipDates: [] };
    const groups = [group('UTC', '2026-12-27T07:00Z', 2), group('UTC', '2026-12-26T07:00Z', 1)];
    expect(slotsTaken(groups, noWeekend)).toEqual({
      people: 3,
      dates: [
        { date: '2026-12-26', people: 1 },
        { date: '2026-12-27', people: 2 },
      ],
    });
  });

  it('from nobody whose own days no longer meet the course’s, where those hold (rule 3)', () => {
    const saturday = 32;
    const groups = [group('UTC', '2026-12-24T07:00Z', 1, saturday), group('UTC', '2026-12-26T07:00Z', 1, saturday)];
    expect(slotsTaken(groups, { weekdays: 31, skipDates: [] })).toEqual({
      people: 1,
      dates: [{ date: '2026-12-26', people: 1 }],
    });
  });
});
