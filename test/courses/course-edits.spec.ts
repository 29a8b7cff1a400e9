import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyEdits, type EditGround } from '../../src/courses/course-edits.js';
import { readCourseFiles } from '../../src/courses/course-files.js';
import {
  changeBetween,
  courseFilesOfDraft,
  type DraftDocument,
  draftOf,
  faultsOfDraft,
  filesOfDraft,
  withChange,
} from '../../src/courses/draft-document.js';
import type { DraftEdit } from '../../src/courses/draft.schema.js';
import { course, png } from './course-sample.js';

const hash = 'a'.repeat(64);
const ground: EditGround = {
  takenKeys: new Set(['gone']),
  shelf: new Map([
    ['gone', { key: 'gone', subject: 'Gone', preheader: '', waitDays: 2, minutes: null, body: '\nOld words.\n' }],
  ]),
  uploads: new Map([[hash, { hash, width: 8, height: 6 }]]),
};

function draft(files = course(['one', 'two', 'three', 'four'])): DraftDocument {
  const reading = readCourseFiles(files);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  return draftOf(reading.course);
}

function after(document: DraftDocument, ...edits: DraftEdit[]): DraftDocument {
  const result = applyEdits(document, edits, ground);
  if ('fields' in result) throw new Error(JSON.stringify(result.fields));
  return result.document;
}

function refused(document: DraftDocument, edit: DraftEdit): Record<string, string> {
  const result = applyEdits(document, [edit], ground);
  if ('document' in result) throw new Error('it was not refused');
  return result.fields;
}

const keys = ({ lessons }: DraftDocument) => lessons.map(({ key }) => key).join(' ');
const text = (document: DraftDocument, path: string) => Buffer.from(document.files[path] ?? '', 'base64').toString();

describe('an edit of a draft', () => {
  it('moves a lesson: files get new numbers, and keep their bytes', () => {
    const moved = after(draft(), { kind: 'lesson.move', lesson: 'four', before: 'two' });
    expect(keys(moved)).toBe('one four two three');
    expect(Object.keys(moved.files)).toEqual(['01-one.md', '02-four.md', '03-two.md', '04-three.md', 'course.yaml']);
    expect(moved.files['02-four.md']).toBe(draft().files['04-four.md']);
  });

  it('inserts a lesson with an id made of its subject, which no other lesson ever had', () => {
    const lesson = { subject: 'Gone!', preheader: '', minutes: 5, waitDays: 2, body: '\nHello.\n' };
    const inserted = after(draft(), { kind: 'lesson.insert', lesson, before: 'one' });
    expect(keys(inserted)).toBe('gone-2 one two three four');
    expect(text(inserted, '01-gone-2.md')).toBe(
      '---\nid: gone-2\nsubject: Gone!\npreheader: ""\nwait: 2\nminutes: 5\n---\n\nHello.\n',
    );
  });

  it('copies a lesson behind itself', () => {
    const copied = after(draft(), { kind: 'lesson.duplicate', lesson: 'two' });
    expect(keys(copied)).toBe('one two about-two three four');
    expect(copied.lessons[2]).toMatchObject({ subject: 'About two (copy)', body: '\nWords of two.\n' });
  });

  it('takes a lesson out and puts one back', () => {
    expect(keys(after(draft(), { kind: 'lesson.remove', lesson: 'one' }))).toBe('two three four');
    expect(keys(after(draft(), { kind: 'lesson.restore', lesson: 'gone', before: null }))).toBe(
      'one two three four gone',
    );
  });

  it('writes a lesson in canonical form, its body byte for byte', () => {
    const body = '\r\n* odd   bytes \r\n\n\n';
    const written = after(draft(), { kind: 'lesson.write', lesson: 'two', subject: 'a: "b"', waitDays: 3, body });
    expect(written.lessons[1]).toMatchObject({ key: 'two', subject: 'a: "b"', waitDays: 3, body });
    expect(text(written, '02-two.md').endsWith(`---\n${body}`)).toBe(true);
  });

  it('changes nothing where it says what stands there already', () => {
    const before = draft();
    for (const edit of [
      { kind: 'lesson.write', lesson: 'two', subject: 'About two', waitDays: 1 },
      { kind: 'lesson.move', lesson: 'two', before: 'three' },
      { kind: 'settings.write', name: 'Sample' },
    ] as DraftEdit[])
      expect(applyEdits(before, [edit], ground)).toEqual({ document: before, words: [] });
  });

  it('keeps a letter that is not ready, and says what is missing', () => {
    const half = after(draft(), { kind: 'lesson.write', lesson: 'two', body: '\n```exercise\nname: Clam\n```\n' });
    expect(faultsOfDraft(half).map(({ file }) => file)).toContain('02-two.md');
    expect(half.lessons[1]?.body).toContain('Clam');
    expect(
      faultsOfDraft(
        after(
          draft(),
          ...['one', 'two', 'three', 'four'].map((lesson) => ({ kind: 'lesson.remove' as const, lesson })),
        ),
      ),
    ).toHaveLength(1);
  });

  it('says in words what it did', () => {
    const result = applyEdits(
      draft(),
      [
        { kind: 'lesson.move', lesson: 'four', before: 'two' },
        { kind: 'lesson.write', lesson: 'one', waitDays: 3 },
        { kind: 'settings.write', hour: '06:30', page: { headline: 'Up!' } },
      ],
      ground,
    );
    expect(result).toMatchObject({
      words: [
        'moved “About four” from place 4 to 2',
        'changed the wait before “About one” to 3 days',
        'changed settings: sign-up page, hour',
      ],
    });
  });
});

describe('an edit that is refused', () => {
  it.each<[string, DraftEdit, string, RegExp]>([
    ['an empty subject', { kind: 'lesson.write', lesson: 'one', subject: ' ' }, 'lesson.subject', /expected a subject/],
    ['a wait of 0', { kind: 'lesson.write', lesson: 'one', waitDays: 0 }, 'lesson.waitDays', /from 1 to 90/],
    [
      'an unknown merge field',
      { kind: 'lesson.write', lesson: 'one', subject: 'Hi {{ name }}' },
      'lesson.subject',
      /merge field/,
    ],
    ['half a character', { kind: 'lesson.write', lesson: 'one', body: '\ud800' }, 'lesson.body', /half a character/],
    ['a NUL', { kind: 'lesson.write', lesson: 'one', body: 'a\0' }, 'lesson.body', /NUL/],
    [
      'an id twice',
      {
        kind: 'lesson.insert',
        lesson: { key: 'two', subject: 'Two', preheader: '', minutes: null, waitDays: 1, body: '' },
        before: null,
      },
      'lesson.key',
      /of its own/,
    ],
    [
      'an id of old',
      {
        kind: 'lesson.insert',
        lesson: { key: 'gone', subject: 'Two', preheader: '', minutes: null, waitDays: 1, body: '' },
        before: null,
      },
      'lesson.key',
      /of its own/,
    ],
    ['a lesson that is not there', { kind: 'lesson.move', lesson: 'nine', before: null }, 'lesson', /any more/],
    ['a place that is not there', { kind: 'lesson.move', lesson: 'one', before: 'nine' }, 'before', /any more/],
    ['an hour that is none', { kind: 'settings.write', hour: '7' }, 'settings.hour', /expected an hour/],
    ['another address', { kind: 'settings.write', slug: 'other' }, 'settings.slug', /stays/],
    [
      'a page picture that is not there',
      { kind: 'settings.write', page: { picture: { file: 'pictures/a.png', alt: 'A' } } },
      'settings.page.picture',
      /no picture/,
    ],
    [
      'a promise of 300 characters',
      { kind: 'settings.write', page: { promises: ['x'.repeat(300)] } },
      'settings.page.promises.0',
      /a promise/,
    ],
    [
      'a picture never uploaded',
      { kind: 'picture.add', path: 'pictures/a.png', hash: 'b'.repeat(64) },
      'picture.hash',
      /upload/,
    ],
    ['a picture outside pictures/', { kind: 'picture.add', path: '../a.png', hash }, 'picture.path', /expected a name/],
  ])('%s', (_, edit, field, message) => {
    expect(refused(draft(), edit)).toEqual({ [field]: expect.stringMatching(message) });
  });

  it('undoes those beside it: all are made or none', () => {
    const edits: DraftEdit[] = [
      { kind: 'lesson.move', lesson: 'four', before: 'one' },
      { kind: 'lesson.write', lesson: 'one', subject: '' },
    ];
    expect(applyEdits(draft(), edits, ground)).toEqual({ fields: { 'lesson.subject': expect.any(String) } });
  });
});

/** Any edit that the screens can make, of lessons that may or may not be there. */
const anyKey = fc.constantFrom('one', 'two', 'three', 'four', 'gone', 'about-two', 'new-words', 'new-words-2');
const anyLine = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const anyBody = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('\r\nA\r\n', '\n- b\n', '---\nx: 1\n---\n', '\ufeffBOM'),
);
const before = fc.oneof(fc.constant(null), anyKey);
const anyEdit: fc.Arbitrary<DraftEdit> = fc.oneof(
  fc.record({ kind: fc.constant('lesson.move' as const), lesson: anyKey, before }),
  fc.record({
    kind: fc.constant('lesson.insert' as const),
    lesson: fc.record({
      subject: fc.oneof(fc.constant('New words'), anyLine),
      preheader: anyLine,
      minutes: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 20 })),
      waitDays: fc.integer({ min: 0, max: 5 }),
      body: anyBody,
    }),
    before,
  }),
  fc.record({ kind: fc.constant('lesson.duplicate' as const), lesson: anyKey }),
  fc.record({ kind: fc.constant('lesson.write' as const), lesson: anyKey, body: anyBody, subject: anyLine }),
  fc.record({ kind: fc.constant('lesson.write' as const), lesson: anyKey, waitDays: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('lesson.remove' as const), lesson: anyKey }),
  fc.record({ kind: fc.constant('lesson.restore' as const), lesson: anyKey, before }),
  fc.record({ kind: fc.constant('completion.write' as const), subject: anyLine, body: anyBody }),
  fc.record({ kind: fc.constant('settings.write' as const), name: anyLine, hour: fc.constantFrom('06:15', '23:59') }),
  fc.record({
    kind: fc.constant('settings.write' as const),
    skip_dates: fc.constantFrom<string[] | null>(['2026-12-24'], [], null),
    page: fc.oneof(fc.constant(null), fc.record({ headline: anyLine, promises: fc.array(anyLine, { maxLength: 3 }) })),
  }),
  fc.record({
    kind: fc.constant('picture.add' as const),
    path: fc.constantFrom('pictures/a.png', 'pictures/b.png'),
    hash: fc.constant(hash),
  }),
  fc.record({
    kind: fc.constant('picture.remove' as const),
    path: fc.constantFrom('pictures/a.png', 'pictures/c.png'),
  }),
);

const odd = () =>
  course(
    ['one', { id: 'two', body: 'Two\r\nlines' }, 'three', 'four'],
    '# by hand\nhour:   "07:00"   # early\npage:\n    lead: >-\n      Folded\n      words.\n\nweekdays: [ mon,tue ]\n',
    { 'pictures/c.png': png() },
  );
const pictureBytes = new Map([[hash, png()]]);

describe('any edits in a row', () => {
  it('leave every file that they do not concern byte for byte, and undo gives back the very draft', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 12 }), (edits) => {
        let document = draft(odd());
        const way: DraftDocument[] = [document];
        for (const edit of edits) {
          const result = applyEdits(document, [edit], ground);
          if ('fields' in result) continue;
          const old = new Map(document.lessons.map((lesson) => [lesson.key, lesson]));
          const concerned = 'lesson' in edit && typeof edit.lesson === 'string' ? edit.lesson : null;
          const bytesOf = (one: DraftDocument) => new Map(lessonFiles(one));
          for (const [key, bytes] of bytesOf(result.document)) {
            if (old.has(key) && !(edit.kind === 'lesson.write' && key === concerned))
              expect(bytes).toBe(bytesOf(document).get(key));
          }
          if (!edit.kind.startsWith('settings'))
            expect(result.document.files['course.yaml']).toBe(document.files['course.yaml']);
          document = result.document;
          way.push(document);
        }
        for (let at = way.length - 1; at > 0; at--) {
          const [was, is] = [way[at - 1], way[at]];
          if (!was || !is) throw new Error('no way');
          const change = changeBetween(was, is);
          expect(withChange(is, change, 'back')).toEqual(was);
          expect(withChange(was, change, 'forth')).toEqual(is);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('give files that push reads as the same course', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 8 }), (edits) => {
        const document = edits.reduce((now, edit) => {
          const result = applyEdits(now, [edit], ground);
          return 'fields' in result ? now : result.document;
        }, draft(odd()));
        const bytes = new Map([
          ...pictureBytes,
          ...Object.values(document.pictures).map((p) => [p.hash, png()] as const),
        ]);
        const reading = readCourseFiles(courseFilesOfDraft(document, bytes));
        if ('faults' in reading) expect(reading.faults).toEqual(faultsOfDraft(document));
        else {
          expect(faultsOfDraft(document)).toEqual([]);
          expect(reading.course).toMatchObject({
            slug: document.slug,
            settings: document.settings,
            lessons: document.lessons,
          });
        }
      }),
      { numRuns: 150 },
    );
  });
});

function lessonFiles(document: DraftDocument): Array<[string, string]> {
  const paths = [...filesOfDraft(document).texts.keys()].filter((path) => /^\d/.test(path));
  paths.sort((a, b) => parseInt(a) - parseInt(b));
  return document.lessons.map(({ key }, index) => [key, document.files[paths[index] ?? ''] ?? '']);
}
