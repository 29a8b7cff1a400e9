import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCourseFolder, writeCourseFolder } from '../../src/courses/course-folder.js';
import { type CourseHouse, empty, monday, openCourseHouse } from './course-house.js';
import { course, png } from './course-sample.js';

let house: CourseHouse;
beforeAll(async () => {
  house = await openCourseHouse();
});
afterAll(() => house.database.close());
beforeEach(() => empty(house));

const same = (a: ReadonlyMap<string, Uint8Array>, b: ReadonlyMap<string, Uint8Array>) => {
  const plain = (files: ReadonlyMap<string, Uint8Array>) =>
    [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]).sort();
  expect(plain(a)).toEqual(plain(b));
};

/** Of a publish while nobody is in the course. */
const touchingNobody = {
  courseId: expect.any(String),
  effects: { skipped: 0, withdrawn: 0, reopened: 0, woken: 0, waiting: 0, moved: 0 },
};

describe('pull after push', () => {
  it('gives the same files byte for byte: odd line ends, trailing blanks, comments, byte order marks, pictures', async () => {
    const files = course(['one', 'two'], '# a comment  \r\nhour:   "07:00"   \n\n\n', {
      '03-odd.md': '\ufeff---\r\nid: odd   # mine\r\nsubject: "Odd"\r\n---\r\n\r\nA line  \r\nand  \n\n\n   \n',
      '4-no-end.md': '---\nid: no-end\nsubject: No end\n---\nNo line end',
      '05-picture.md': '---\nid: picture\nsubject: P\n---\n![A clam](pictures/clam.png)\n',
      'pictures/clam.png': png(640, 480),
      'pictures/sub/unused.png': png(2, 3, 'other'),
      'completion.md': '---\nsubject: Bye\n---\nBye  \n',
    });
    expect(await house.push(files)).toMatchObject({ outcome: 'published', revision: 1 });
    same(await house.publish.pull('sample'), files);
  });

  it('holds for any body and any spelling of the front matter', async () => {
    const body = fc
      .array(
        fc.constantFrom(
          'word',
          ' ',
          '  \n',
          '\n',
          '\r\n',
          '\r',
          '\n\n',
          '\t',
          '- item\n',
          '**b**',
          '\u00a0',
          'é',
          '🍑',
          '> q\n',
        ),
        { maxLength: 20 },
      )
      .map((parts) => `x${parts.join('')}`);
    const matter = fc.constantFrom(
      'id: one\nsubject: One',
      'subject: "One"\r\nid: one  ',
      '# c\nid: one\n\nsubject: >-\n  One',
    );
    let before = 0;
    await fc.assert(
      fc.asyncProperty(body, matter, fc.constantFrom('\n', '\r\n'), async (text, front, end) => {
        const files = course([], '', { '01-one.md': `---${end}${front}${end}---${end}${text}` });
        const result = await house.push(files);
        expect(['published', 'unchanged']).toContain(result.outcome);
        if (result.outcome === 'published') expect(result.revision).toBe(++before);
        same(await house.publish.pull('sample'), files);
      }),
      { numRuns: 40 },
    );
  });

  it('holds for the course that ships', async () => {
    const files = await readCourseFolder('content/strong-glutes');
    expect(await house.push(files)).toMatchObject({ outcome: 'published', revision: 1 });
    same(await house.publish.pull('strong-glutes'), files);
  });

  it('holds through folders', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'course-'));
    const files = course(['one'], '', { 'pictures/a/b.png': png() });
    await house.push(files);
    expect(await writeCourseFolder(join(folder, 'new'), await house.publish.pull('sample'))).toEqual([]);
    same(await readCourseFolder(join(folder, 'new')), files);
    await writeFile(join(folder, 'new', '02-mine.md'), 'not pushed yet');
    await writeFile(join(folder, 'new', 'README.md'), 'notes');
    expect(await writeCourseFolder(join(folder, 'new'), files)).toEqual(['02-mine.md']);
    expect((await readCourseFolder(join(folder, 'new'))).has('02-mine.md')).toBe(true);
    await rm(folder, { recursive: true });
  });

  it('says plainly when there is no such course', async () => {
    await expect(house.publish.pull('nowhere')).rejects.toThrow('There is no published course nowhere.');
  });
});

describe('a course’s folder', () => {
  it('gives course.yaml, Markdown and pictures, leaves the rest alone, and refuses links that lead out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'course-'));
    const inside = join(folder, 'course');
    await mkdir(join(inside, 'pictures'), { recursive: true });
    await writeFile(join(folder, 'secret.md'), 'secret');
    for (const name of [
      'course.yaml',
      '01-a.md',
      'README.md',
      'poses.yaml',
      '.hidden.md',
      'pictures/.DS_Store',
      'pictures/a.png',
    ]) {
      await writeFile(join(inside, name), 'x');
    }
    expect([...(await readCourseFolder(inside)).keys()]).toEqual(['01-a.md', 'course.yaml', 'pictures/a.png']);
    await symlink(join(inside, '01-a.md'), join(inside, '02-b.md'));
    expect((await readCourseFolder(inside)).has('02-b.md')).toBe(true);
    await symlink(join(folder, 'secret.md'), join(inside, '03-c.md'));
    await expect(readCourseFolder(inside)).rejects.toThrow('03-c.md is a link that leads out of the folder');
    await rm(join(inside, '03-c.md'));
    await symlink(folder, join(inside, 'pictures', 'out'));
    await expect(readCourseFolder(inside)).rejects.toThrow('pictures/out is a link');
    await expect(readCourseFolder(join(folder, 'nothing'))).rejects.toThrow('There is no folder');
    await expect(writeCourseFolder(inside, new Map([['../x.md', new Uint8Array()]]))).rejects.toThrow(
      'not a path inside',
    );
    await expect(writeCourseFolder(inside, new Map([['pictures/../../x', new Uint8Array()]]))).rejects.toThrow(
      'not a path inside',
    );
    await rm(folder, { recursive: true });
  });
});

describe('pushing again', () => {
  it('changes nothing when the files are the same', async () => {
    await house.push(course());
    const before = await house.snapshot();
    expect(await house.push(course())).toEqual({ outcome: 'unchanged' });
    expect(await house.snapshot()).toBe(before);
  });

  it('changes nothing when a file has a fault', async () => {
    await house.push(course());
    const before = await house.snapshot();
    expect(await house.push(course(['one', { id: 'two', wait: 0 }]))).toMatchObject({
      outcome: 'faults',
      faults: [{ file: '02-two.md', line: 4 }],
    });
    expect(await house.snapshot()).toBe(before);
  });

  it('changes nothing when the course that follows is not there', async () => {
    await house.push(course());
    const before = await house.snapshot();
    const files = (next: string) => course(undefined, `next:\n  words: More.\n  course: ${next}\n`);
    expect(await house.push(files('nowhere'))).toEqual({
      outcome: 'faults',
      faults: [{ file: 'course.yaml', line: 5, message: expect.stringMatching(/^next course: "nowhere" is not/) }],
    });
    expect(await house.push(files('sample'))).toMatchObject({ outcome: 'faults' });
    expect(await house.snapshot()).toBe(before);
  });

  it('makes one change of one lesson’s new words, and keeps who is who', async () => {
    await house.push(course(['one', 'two', 'three']));
    const before = await house.reader.bySlug('sample');
    const result = await house.push(course(['one', { id: 'two', body: 'Better words.' }, 'three']));
    expect(result).toEqual({ ...touchingNobody, outcome: 'published', revision: 2, changes: ['two: text changed'] });
    const after = await house.reader.bySlug('sample');
    expect(after?.lessons.map(({ id }) => id)).toEqual(before?.lessons.map(({ id }) => id));
    expect(after?.lessons[1]?.body).toContain('Better words.');
    expect((await house.reader.byRevision(before?.revisionId ?? ''))?.lessons[1]?.body).toContain('Words of two.');
  });

  it('says in words what moved, came, went and changed, and keeps identities through a reorder', async () => {
    await house.push(course(['one', 'two', 'three', 'four', 'five']));
    const ids = new Map((await house.reader.bySlug('sample'))?.lessons.map(({ key, id }) => [key, id]));
    const result = await house.push(
      course(['five', 'one', 'two', { id: 'new' }, { id: 'four', wait: 3, subject: 'Four!' }], 'hour: "08:30"\n', {
        'pictures/a.png': png(),
      }),
    );
    expect(result).toEqual({
      ...touchingNobody,
      outcome: 'published',
      revision: 2,
      changes: [
        'five: moved from 5 to 1',
        'new: inserted as lesson 4',
        'four: subject changed to "Four!"',
        'four: wait changed from 1 day to 3 days',
        'three: removed (was lesson 3)',
        'settings: hour changed from 07:00 to 08:30',
        'pictures/a.png: added',
      ],
    });
    const after = await house.reader.bySlug('sample');
    for (const { key, id } of after?.lessons ?? []) if (key !== 'new') expect(id).toBe(ids.get(key));
    expect(after?.pictures.get('pictures/a.png')).toMatchObject({ width: 8, height: 6 });
  });

  it('takes another spelling of the same course as a revision that changes nothing for readers', async () => {
    await house.push(course(['one']));
    const result = await house.push(course(['one'], '# only a comment\n'));
    expect(result).toEqual({
      ...touchingNobody,
      outcome: 'published',
      revision: 2,
      changes: ['files: spelling only, nothing that a reader sees'],
    });
  });

  it('gives a lesson that comes back its old identity', async () => {
    await house.push(course(['one', 'two']));
    const before = await house.reader.bySlug('sample');
    await house.push(course(['one']));
    expect(await house.push(course(['one', 'two']))).toMatchObject({
      outcome: 'published',
      revision: 3,
      changes: ['two: inserted as lesson 2'],
    });
    expect((await house.reader.bySlug('sample'))?.lessons[1]?.id).toBe(before?.lessons[1]?.id);
  });

  it('publishes one after the other when two push at once', async () => {
    await house.push(course(['one']));
    const texts = ['a', 'b', 'c', 'a'];
    const results = await Promise.all(texts.map((body) => house.push(course([{ id: 'one', body }]))));
    const numbers = results.flatMap((result) => (result.outcome === 'published' ? [result.revision] : [])).sort();
    expect(numbers).toEqual(numbers.map((_, index) => index + 2));
    expect(numbers.length).toBeGreaterThanOrEqual(3);
  });

  it('makes one course when two push it for the first time at once', async () => {
    const results = await Promise.all([house.push(course()), house.push(course())]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['published', 'unchanged']);
  });
});

describe('a draft', () => {
  it('is saved without readers noticing, and never overwritten unasked', async () => {
    await house.push(course(['one']));
    expect(await house.push(course(['one', 'two']), { draftOnly: true })).toEqual({ outcome: 'drafted' });
    expect((await house.reader.bySlug('sample'))?.lessons).toHaveLength(1);
    const before = await house.snapshot();
    const other = course(['one', 'three']);
    expect(await house.push(other)).toEqual({ outcome: 'draft-in-the-way' });
    expect(await house.push(other, { draftOnly: true })).toEqual({ outcome: 'draft-in-the-way' });
    expect(await house.push(course(['one', 'two']), { draftOnly: true })).toEqual({ outcome: 'drafted' });
    expect(await house.push(course(['one']))).toEqual({ outcome: 'unchanged' });
    expect(await house.snapshot()).toBe(before);
    expect(await house.push(other, { replaceDraft: true })).toMatchObject({ outcome: 'published', revision: 2 });
    expect(await house.db.query('select 1 from drafts where document is not null')).toEqual([]);
  });

  it('goes when it is what is published', async () => {
    await house.push(course(['one']), { draftOnly: true });
    expect(await house.reader.list()).toEqual([]);
    expect(await house.reader.bySlug('sample')).toBeNull();
    expect(await house.push(course(['one']))).toMatchObject({ outcome: 'published', revision: 1 });
    expect(await house.db.query('select 1 from drafts where document is not null')).toEqual([]);
    expect(await house.reader.list()).toMatchObject([{ slug: 'sample', revisionNumber: 1 }]);
  });
});

describe('reading what is published', () => {
  it('sees a publish at once, and gives the same object for the same revision', async () => {
    await house.push(course(['one']), {}, monday);
    const first = await house.reader.bySlug('sample');
    expect(await house.reader.bySlug('sample')).toBe(first);
    expect(await house.reader.byId(first?.id ?? '')).toBe(first);
    await house.push(course(['one', 'two']));
    expect((await house.reader.bySlug('sample'))?.lessons).toHaveLength(2);
    expect(await house.reader.bySlug('nowhere')).toBeNull();
    await expect(house.reader.byRevision('999999')).rejects.toThrow('There is no such revision.');
  });
});
