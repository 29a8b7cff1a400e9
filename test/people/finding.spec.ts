import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agoWords, conditionOf, dayWords, noFields } from '../../admin/subscribers/condition-fields.js';
import { readListAddress } from '../../admin/subscribers/list-address.js';
import { condition } from '../../src/subscribers/expression.schema.js';
import { endOf, searchOf } from '../../src/subscribers/search-places.js';

describe('a search', () => {
  it.each([
    ['Ada', true, 'ada', ['address', 'later in the address', 'last in the address', 'domain', 'name', 'later in the name', 'last in the name']],
    ['@Gmail', true, 'gmail', ['domain']],
    ['meier@gm', true, 'meier@gm', ['address', 'later in the address', 'last in the address']],
    ['von Storm', true, 'von storm', ['name', 'later in the name', 'last in the name']],
    ['Ada', false, 'ada', ['name', 'later in the name', 'last in the name']],
  ])('for “%s” looks where it can be (parts of addresses: %s)', (typed, byParts, begins, places) => {
    const search = searchOf(typed, byParts);
    expect({ ...search, places: search.places.map(({ name }) => name) }).toEqual({ begins, places });
  }); // prettier-ignore

  it('ends before the first text, in the order of code points, that no longer begins so', () => {
    const bytes = (text: string) => Buffer.from(text, 'utf8');
    const text = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(text, text, (begins, more) => {
        const end = bytes(endOf(begins));
        return [begins, begins + more].every((one) => Buffer.compare(bytes(one), end) < 0);
      }),
    );
  });
});

describe('the dialog of a condition', () => {
  const ended = { states: ['finished'], within: 30, before: 7 };
  it.each([
    ['enrolled', { course: '3', from: 5 }, { is: 'enrolled', course: '3', day: { from: 5, to: 999 } }],
    ['enrolled', { from: 6, to: 5 }, null],
    ['enrolled', ended, { is: 'enrolled', states: ['finished'], ended: { from: 7, to: 30 } }],
    ['enrolled', { ...ended, states: ['active'] }, { is: 'enrolled', states: ['active'] }],
    ['enrolled', { ...ended, within: 7, before: 7 }, null],
    ['joined', {}, null],
    ['joined', { before: 10, not: true }, { is: 'joined', ago: { from: 10 }, not: true }],
    ['consented', { purpose: 'course', within: 7 }, { is: 'consented', purpose: 'course', agreed: { from: 0, to: 7 } }],
    ['consented', { purpose: '3' }, { is: 'consented', purpose: 'course', course: '3' }],
    ['tagged', { tag: null }, null],
  ])('makes of %s, %j what the API takes, or nothing', (kind, typed, made) => {
    expect(conditionOf(kind, { ...noFields, ...typed })).toEqual(made);
    if (made !== null) expect(condition.parse(made)).toEqual(made);
  });

  it('says days in words', () => {
    expect([{ from: 0, to: 7 }, { from: 0, to: 1 }, { from: 30 }, { from: 7, to: 14 }].map(agoWords)).toEqual(['in the last 7 days', 'in the last day', 'more than 30 days ago', '7 to 14 days ago']); // prettier-ignore
    expect([{ from: 6, to: 6 }, { from: 3, to: 6 }, { from: 3, to: 999 }, { from: 0, to: 6 }].map(dayWords)).toEqual(['day 6', 'days 3–6', 'day 3 and on', 'up to day 6']); // prettier-ignore
  });
});

describe('the address of the subscribers’ list', () => {
  it('keeps what the screen knows, and takes numbers for the text they were', () => {
    const filter = [[{ is: 'suppressed' }]];
    expect(readListAddress({ search: 16, segment: 3, filter, more: 1 })).toEqual({
      search: '16',
      segment: '3',
      filter,
    });
    expect(readListAddress({ search: '', filter: undefined })).toEqual({});
  });
});
