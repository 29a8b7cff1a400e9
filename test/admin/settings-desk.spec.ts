import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../admin/api/problem.js';
import { datesOf, rangesOf, sayRange } from '../../admin/course-settings/date-ranges.js';
import { faultFor, settingEdit } from '../../admin/course-settings/setting-path.js';
import { SettingsDesk } from '../../admin/course-settings/settings-desk.js';
import type { DraftEdit, DraftView } from '../../src/courses/draft.schema.js';

/** Of a draft, as much as the desk looks at. */
function viewAt(version: number, settings: Record<string, unknown>, savedBy = 'Ana'): DraftView {
  return {
    version,
    savedBy,
    settings: { name: 'Old', page: { headline: 'Old' }, ...settings },
  } as unknown as DraftView;
}

/** A server that keeps one draft; `answers` come first. */
function server(view: DraftView, answers: Array<DraftView | ApiProblem> = []) {
  const sent: Array<{ version: number; edits: DraftEdit[] }> = [];
  let standing = view;
  const send = (version: number, edits: DraftEdit[]): Promise<DraftView> => {
    sent.push({ version, edits });
    const next = answers.shift();
    if (next instanceof ApiProblem) return Promise.reject(next);
    const [edit] = edits as unknown as Array<Record<string, unknown>>;
    standing = next ?? viewAt(version + 1, { ...standing.settings, ...edit });
    return Promise.resolve(standing);
  };
  return { desk: new SettingsDesk(view, send), sent };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('The desk of a course’s settings', () => {
  it('saves each setting by itself, in the order typed, on the version that stands', async () => {
    const { desk, sent } = server(viewAt(3, {}));
    desk.put('name', 'New');
    desk.put('page.headline', 'Newer');
    await settled();
    expect(sent).toEqual([
      { version: 3, edits: [{ kind: 'settings.write', name: 'New' }] },
      { version: 4, edits: [{ kind: 'settings.write', page: { headline: 'Newer' } }] },
    ]);
    expect(desk.now()).toMatchObject({ saving: false, saved: true, problem: null });
    expect(desk.isOpen).toBe(false);
  });

  it('sends nothing for a field that was left as it was', async () => {
    const { desk, sent } = server(viewAt(3, {}));
    desk.type('name', 'Old');
    desk.commit('name');
    desk.commit('page.headline');
    await settled();
    expect(sent).toEqual([]);
  });

  it('keeps what was refused as it was typed, with the reason, and saves the others', async () => {
    const refused = new ApiProblem(422, 'Please look.', { 'settings.name': 'expected the name of the course' });
    const { desk } = server(viewAt(3, {}), [refused]);
    desk.put('name', '');
    desk.put('page.headline', 'Newer');
    await settled();
    const { typed, faults, view } = desk.now();
    expect([...typed]).toEqual([['name', '']]);
    expect([...faults]).toEqual([['name', 'Expected the name of the course.']]);
    expect(view.settings.page.headline).toBe('Newer');
    desk.put('name', 'Better');
    await settled();
    expect(desk.now().faults.size).toBe(0);
  });

  it('saves on top of a colleague’s other change without a word', async () => {
    const theirs = viewAt(9, { page: { headline: 'Ana’s' } });
    const conflict = new ApiProblem(409, 'Ana changed it.', {}, { yours: null, theirs });
    const { desk, sent } = server(viewAt(3, {}), [conflict]);
    desk.put('name', 'New');
    await settled();
    expect(sent.map(({ version }) => version)).toEqual([3, 9]);
    expect(desk.now().clashes.size).toBe(0);
  });

  it.each(['mine', 'theirs'] as const)('asks where both changed the very same setting: %s', async (whose) => {
    const theirs = viewAt(9, { name: 'Ana’s' });
    const conflict = new ApiProblem(409, 'Ana changed it.', {}, { yours: null, theirs });
    const { desk, sent } = server(viewAt(3, {}), [conflict]);
    desk.put('name', 'Mine');
    await settled();
    expect([...desk.now().clashes]).toEqual([['name', 'Ana']]);
    expect(desk.now().typed.get('name')).toBe('Mine');
    expect(sent).toHaveLength(1);
    desk.settle('name', whose);
    await settled();
    expect(desk.now().view.settings.name).toBe(whose === 'mine' ? 'Mine' : 'Ana’s');
    expect(desk.isOpen).toBe(false);
  });

  it('keeps everything while it cannot be reached, and goes on when asked', async () => {
    const { desk, sent } = server(viewAt(3, {}), [new ApiProblem(0, 'cannot be reached')]);
    desk.put('name', 'New');
    await settled();
    expect(desk.now()).toMatchObject({ saving: false, problem: 'cannot be reached' });
    expect(desk.isOpen).toBe(true);
    await desk.pump();
    expect(sent).toHaveLength(2);
    expect(desk.now()).toMatchObject({ problem: null, saved: true });
  });

  it('takes a newer draft from elsewhere, and never an older one', () => {
    const { desk } = server(viewAt(3, {}));
    desk.meet(viewAt(5, { name: 'Five' }));
    desk.meet(viewAt(4, { name: 'Four' }));
    expect(desk.now().view.settings.name).toBe('Five');
  });
});

describe('A setting’s path', () => {
  it('makes the edit that writes it', () => {
    expect(settingEdit('page.time', 'Two weeks')).toEqual({ kind: 'settings.write', page: { time: 'Two weeks' } });
    expect(settingEdit('starts_on', null)).toEqual({ kind: 'settings.write', starts_on: null });
  });

  it('finds what a refusal says about it, and about what is within it', () => {
    const fields = { 'settings.page.promises.2': 'expected a promise', 'settings.name': 'expected a name' };
    expect(faultFor(fields, 'page.promises')).toBe('Expected a promise.');
    expect(faultFor(fields, 'name')).toBe('Expected a name.');
    expect(faultFor({ settings: 'is not readable' }, 'hour')).toBe('Is not readable.');
    expect(faultFor({}, 'hour')).toBeNull();
  });
});

describe('Dates in a row', () => {
  it('are shown as one, over months and leap days, and can be taken apart again', () => {
    const dates = ['2028-03-01', '2027-01-01', '2026-12-31', '2028-02-29', '2028-02-28', '2026-12-31'];
    const ranges = rangesOf(dates);
    expect(ranges).toEqual([
      { from: '2026-12-31', to: '2027-01-01' },
      { from: '2028-02-28', to: '2028-03-01' },
    ]);
    expect(ranges.flatMap(datesOf)).toEqual([...new Set(dates)].sort());
    expect(ranges.map(sayRange)[0]).toBe('Thu, 31 Dec 2026 – Fri, 1 Jan 2027');
    expect(sayRange({ from: '2026-12-24', to: '2026-12-24' })).toBe('Thu, 24 Dec 2026');
  });
});
