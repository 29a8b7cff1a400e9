import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EditingController } from '../../src/courses/editing.controller.js';
import { DraftReader } from '../../src/courses/draft.reader.js';
import type { DraftConflict, DraftEdit } from '../../src/courses/draft.schema.js';
import { DraftService } from '../../src/courses/draft.service.js';
import { NewCourseService } from '../../src/courses/new-course.service.js';
import { PresenceService } from '../../src/courses/presence.service.js';
import { PublishService } from '../../src/courses/publish.service.js';
import { HouseError } from '../../src/house-error.js';
import { TestHouse } from '../house.js';
import { course } from './course-sample.js';

const ana = { actor: 'admin:1', name: 'Ana' };
const ben = { actor: 'admin:2', name: 'Ben' };
const move = (lesson: string, before: string | null): DraftEdit => ({ kind: 'lesson.move', lesson, before });
const write = (lesson: string, body: string): DraftEdit => ({ kind: 'lesson.write', lesson, body });

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open({ at: '2026-03-02T12:00:00Z', course: null });
});
afterAll(() => house.close());

const service = () => house.app.get(DraftService);
const read = (slug: string) => house.app.get(DraftReader).read(slug);
const edit = (slug: string, version: number, edits: DraftEdit[], who = ana) =>
  service().edit(slug, version, edits, who, house.clock.now());

/** A published course of its own for one test. */
async function published(slug: string): Promise<string> {
  await house.publish(course(['one', 'two', 'three'], '', { 'course.yaml': `slug: ${slug}\nname: Sample\n` }));
  return slug;
}

const order = ({ lessons }: { lessons: ReadonlyArray<{ key: string }> }) => lessons.map(({ key }) => key).join(' ');

async function conflictOf(saving: Promise<unknown>): Promise<DraftConflict> {
  const error = await saving.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HouseError) || error.code !== 'conflict') throw error ?? new Error('there was no conflict');
  return { ...error.versions, message: error.message } as unknown as DraftConflict;
}

describe('a draft', () => {
  it('is the published course until somebody edits it, and readers notice nothing', async () => {
    const slug = await published('quiet');
    expect(await read(slug)).toMatchObject({ version: 0, hasDraft: false, changes: [], basedOn: { revision: 1 } });
    const view = await edit(slug, 0, [move('three', 'one')]);
    expect(view).toMatchObject({ version: 1, hasDraft: true, savedBy: 'Ana', changes: ['three: moved from 3 to 1'] });
    expect(view.lessons.map(({ state }) => state)).toEqual(['moved', 'published', 'published']);
    expect(await read(slug)).toEqual(view);
    const files = await house.app.get(PublishService).pull(slug);
    expect([...files.keys()].sort()).toEqual(['01-one.md', '02-two.md', '03-three.md', 'course.yaml']);
  });

  it('is saved by exactly one of two who save at once; the other is told what changed and by whom', async () => {
    const slug = await published('twice');
    const saves = await Promise.allSettled([
      edit(slug, 0, [move('three', 'one')], ana),
      edit(slug, 0, [move('two', 'one')], ben),
    ]);
    expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [who, late] = saves[0].status === 'fulfilled' ? ['Ana', 'two'] : ['Ben', 'three'];
    const conflict = await conflictOf(edit(slug, 0, [move(late, 'one')], ben));
    expect(conflict).toMatchObject({
      message: `${who} changed this course while you were working on it.`,
      yours: { version: 0, edits: [{ lesson: late }] },
      theirs: { version: 1, savedBy: who },
      changes: [{ who, when: '2026-03-02T12:00:00.000Z', what: [expect.stringMatching(/^moved “About/)] }],
    });
    expect(order(await edit(slug, conflict.theirs.version, [move(late, 'one')], ben))).toContain(`${late} one`);
  });

  it('goes back and forth through every save to the byte, and to no draft at all', async () => {
    const slug = await published('steps');
    const views = [await read(slug)];
    const edits: DraftEdit[][] = [
      [move('three', 'one')],
      [{ kind: 'lesson.remove', lesson: 'two' }],
      [write('one', 'New words.\r\n')],
      [{ kind: 'settings.write', hour: '05:30' }],
      [{ kind: 'lesson.duplicate', lesson: 'one' }],
    ];
    for (const [version, some] of edits.entries()) views.push(await edit(slug, version, some, version % 2 ? ana : ben));
    const content = (view: (typeof views)[number]) => {
      const { settings, completion, lessons, pictures, changes, faults, hasDraft } = view;
      return { settings, completion, lessons, pictures, changes, faults, hasDraft };
    };
    let last = views.at(-1);
    for (const view of views.slice(0, -1).reverse()) {
      last = await service().undo(slug, last?.version ?? 0, ana, house.clock.now());
      expect(content(last)).toEqual(content(view));
    }
    expect(last).toMatchObject({
      hasDraft: false,
      canUndo: false,
      canRedo: true,
      redoes: 'moved “About three” from place 3 to 1',
    });
    for (const view of views.slice(1)) {
      last = await service().redo(slug, last?.version ?? 0, ana, house.clock.now());
      expect(content(last)).toEqual(content(view));
    }
    await expect(service().redo(slug, last?.version ?? 0, ana, house.clock.now())).rejects.toThrow(
      'nothing to make again',
    );
  });

  it('takes words typed on as one step to take back', async () => {
    const slug = await published('typing');
    await edit(slug, 0, [write('one', 'A\n')]);
    await edit(slug, 1, [write('one', 'AB\n')]);
    const typed = await edit(slug, 2, [write('one', 'ABC\n')]);
    const undone = await service().undo(slug, typed.version, ana, house.clock.now());
    expect(undone.hasDraft).toBe(false);
    const redone = await service().redo(slug, undone.version, ana, house.clock.now());
    expect(redone.lessons[0]?.body).toBe('ABC\n');
  });

  it('keeps what was taken out of it, also what was never published, and gives it back', async () => {
    const slug = await published('shelf');
    const lesson = { subject: 'Brand new', preheader: '', minutes: 4, waitDays: 2, body: '\nWords.\n' };
    await edit(slug, 0, [{ kind: 'lesson.insert', lesson, before: 'one' }]);
    const without = await edit(slug, 1, [
      { kind: 'lesson.remove', lesson: 'brand-new' },
      { kind: 'lesson.remove', lesson: 'two' },
    ]);
    expect(without.shelf).toEqual([
      { key: 'two', subject: 'About two', from: 1 },
      { key: 'brand-new', subject: 'Brand new', from: null },
    ]);
    const back = await edit(slug, 2, [{ kind: 'lesson.restore', lesson: 'brand-new', before: null }]);
    expect(back.lessons.at(-1)).toMatchObject({ ...lesson, key: 'brand-new' });
    const again = { ...lesson, subject: 'Brand new' };
    const twin = await edit(slug, 3, [{ kind: 'lesson.insert', lesson: again, before: null }]);
    expect(order(twin)).toBe('one three brand-new brand-new-2');
  });

  it('is thrown away as a whole, and comes back by undo', async () => {
    const slug = await published('away');
    const saved = await edit(slug, 0, [move('three', 'one')]);
    const away = await service().discard(slug, saved.version, ana, house.clock.now());
    expect(away).toMatchObject({ hasDraft: false, undoes: 'threw the draft away' });
    expect(order(await service().undo(slug, away.version, ana, house.clock.now()))).toBe('three one two');
  });

  it('refuses an edit that cannot be, by field, and saves nothing of the call', async () => {
    const slug = await published('refused');
    const edits: DraftEdit[] = [
      move('three', 'one'),
      { kind: 'lesson.write', lesson: 'one', subject: '', waitDays: 0 },
    ];
    await expect(edit(slug, 0, edits)).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'lesson.subject': expect.any(String), 'lesson.waitDays': expect.any(String) },
    });
    expect(await read(slug)).toMatchObject({ version: 0, hasDraft: false });
  });
});

describe('beside push and pull', () => {
  it('a draft of the admin is never overwritten unasked, and what replaces it is told to whoever has it open', async () => {
    const slug = await published('pushed');
    await edit(slug, 0, [move('three', 'one')]);
    const files = course(['one', 'two'], '', { 'course.yaml': `slug: ${slug}\nname: Sample\n` });
    const push = (replaceDraft: boolean) =>
      house.app
        .get(PublishService)
        .push(files, { author: 'command line', replaceDraft, end: 'wait' }, house.clock.now());
    expect(await push(false)).toEqual({ outcome: 'draft-in-the-way' });
    expect(await push(true)).toMatchObject({ outcome: 'published', revision: 2 });
    const conflict = await conflictOf(edit(slug, 1, [move('one', null)]));
    expect(conflict).toMatchObject({
      theirs: { version: 2, hasDraft: false, basedOn: { revision: 2 } },
      changes: [{ who: 'command line', what: ['published revision 2'] }],
    });
  });

  it('a page that was open before a second push is told, though there was never a draft', async () => {
    const slug = await published('seen');
    await house.publish(course(['two', 'one'], '', { 'course.yaml': `slug: ${slug}\nname: Sample\n` }), {
      end: 'wait',
    });
    expect((await conflictOf(edit(slug, 0, [move('one', null)]))).theirs.version).toBe(1);
  });

  it('what is edited leaves through pull as it was saved, every other file as it was pushed', async () => {
    const slug = await published('bytes');
    const view = await edit(slug, 0, [write('two', '\r\nNew.\r\n'), move('three', 'one')]);
    const { document } = await house.app.get(DraftReader).bySlug(slug);
    expect(view.faults).toEqual([]);
    const files = new Map(
      Object.entries(document.files).map(([path, bytes]) => [path, new Uint8Array(Buffer.from(bytes, 'base64'))]),
    );
    await house.publish(files);
    const pulled = await house.app.get(PublishService).pull(slug);
    expect(pulled).toEqual(files);
    expect(pulled.get('01-three.md')).toEqual(course().get('03-three.md'));
    expect(await read(slug)).toMatchObject({ hasDraft: false, changes: [] });
  });
});

describe('a new course', () => {
  const create = (slug: string, name: string) =>
    house.app.get(NewCourseService).create(slug, name, ana, house.clock.now());

  it('begins with one lesson to write over, and may be taken away again', async () => {
    const view = await create('brand-new', 'Brand: new');
    expect(view).toMatchObject({ version: 1, basedOn: null, faults: [], settings: { name: 'Brand: new' } });
    expect(view.lessons).toHaveLength(1);
    await house.app.get(NewCourseService).remove('brand-new', ana, house.clock.now());
    await expect(read('brand-new')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('has an address of its own, also when two are made at once', async () => {
    const made = await Promise.allSettled([create('one-only', 'A'), create('one-only', 'B')]);
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(create('one-only', 'C')).rejects.toMatchObject({ fields: { slug: expect.stringMatching(/already/) } });
    await expect(create('Not A Slug', '')).rejects.toMatchObject({
      fields: { slug: expect.any(String), name: expect.any(String) },
    });
  });
});

it('people who edit one course are told of each other, for as long as they are there', async () => {
  const slug = await published('together');
  const presence = house.app.get(PresenceService);
  await presence.beat(slug, ana, 'two', house.clock.now());
  expect(await presence.beat(slug, ben, null, house.clock.now())).toEqual({
    version: 0,
    others: [{ name: 'Ana', lesson: 'two' }],
  });
  house.clock.moveTo(new Date(house.clock.now().getTime() + 60_000));
  expect((await presence.others(slug, ben, house.clock.now())).others).toEqual([]);
});

it('what readers would get is worked out on the draft, and on an order that is being tried', async () => {
  const slug = await published('days');
  await edit(slug, 0, [{ kind: 'lesson.write', lesson: 'two', waitDays: 3 }]);
  const { simulate } = house.app.get(EditingController);
  const ask = (more: object) =>
    simulate.call(house.app.get(EditingController), slug, {
      from: '2026-03-27',
      zone: 'Europe/London',
      hour: '01:30',
      ...more,
    });
  const days = async (more: object) =>
    (await ask(more)).letters.map(({ lesson, localDate }) => `${lesson} ${localDate}`);
  expect(await days({})).toEqual(['one 2026-03-27', 'two 2026-03-30', 'three 2026-03-31']);
  expect(
    await days({
      lessons: [
        { key: 'two', waitDays: 3 },
        { key: 'one', waitDays: 2 },
      ],
    }),
  ).toEqual(['two 2026-03-27', 'one 2026-03-29']);
  await expect(ask({ zone: 'Mars/North', hour: '25' })).rejects.toMatchObject({
    fields: { zone: expect.any(String), hour: expect.any(String) },
  });
});
