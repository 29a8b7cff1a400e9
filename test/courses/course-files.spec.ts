import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCourseFolder } from '../../src/courses/course-folder.js';
import { readCourseFiles } from '../../src/courses/course-files.js';
import { course, png } from './course-sample.js';

const lesson = (matter: string, body = 'Words.') => `---\n${matter}\n---\n\n${body}\n`;
const right = 'id: one\nsubject: One';
const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, day) => new Date(Date.parse(from) + day * 86_400_000).toISOString().slice(0, 10));

function faultsOf(files: Map<string, Uint8Array>): string[] {
  const reading = readCourseFiles(files);
  return 'faults' in reading ? reading.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`) : [];
}

function courseOf(files: Map<string, Uint8Array>) {
  const reading = readCourseFiles(files);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults, null, 1));
  return reading.course;
}

describe('a lesson that push refuses', () => {
  const cases: Array<[string, string | Uint8Array, ...RegExp[]]> = [
    ['no subject', lesson('id: one'), /^01-one\.md:2: subject: is missing: expected a subject/],
    ['an empty subject', lesson('id: one\nsubject: ""'), /:3: subject: expected .* not an empty text/],
    ['a subject of blanks', lesson('id: one\nsubject: "   "'), /:3: subject: expected/],
    [
      'a subject on two lines',
      lesson('id: one\nsubject: "a\\r\\nBcc: b@example.com"'),
      /:3: subject: expected .*one line/,
    ],
    [
      'a subject over 100 characters',
      lesson(`id: one\nsubject: ${'a'.repeat(101)}`),
      /:3: subject: expected .*100.*\(101 characters\)/,
    ],
    [
      'a subject over 100 with its day before it',
      lesson(`id: one\nsubject: ${'a'.repeat(95)}`),
      /:3: subject: expected at most 100 characters with "Day 1 of 1 ·" before it, not 108/,
    ],
    ['no id', lesson('subject: One'), /:2: id: is missing: expected an id that stays the same/],
    ['an id that is a number', lesson('id: 7\nsubject: One'), /:2: id: expected .*, not "7"/],
    ['an id with capitals', lesson('id: The-Clam\nsubject: One'), /:2: id: expected an id.* not "The-Clam"/],
    [
      'an unknown key',
      lesson(`${right}\nwiat: 2`),
      /:4: unknown key "wiat": expected id, subject, preheader, wait, minutes/,
    ],
    ['the same key twice', lesson(`${right}\nsubject: Two`), /:4: is not readable as YAML: .*unique/],
    ['a wait of 0', lesson(`${right}\nwait: 0`), /:4: wait: expected a whole number of days from 1 to 90, not "0"/],
    ['a wait of 400', lesson(`${right}\nwait: 400`), /:4: wait: expected .* not "400"/],
    ['a wait of half a day', lesson(`${right}\nwait: 1.5`), /:4: wait: expected/],
    ['a wait in words', lesson(`${right}\nwait: a day`), /:4: wait: expected .* not "a day"/],
    ['minutes of 0', lesson(`${right}\nminutes: 0`), /:4: minutes: expected whole minutes from 1 to 240/],
    ['a preheader over 150 characters', lesson(`${right}\npreheader: ${'a'.repeat(151)}`), /:4: preheader: expected/],
    [
      'an unknown merge field in the subject',
      lesson('id: one\nsubject: Hi {{ nme | you }}'),
      /:3: subject: unknown merge field "nme"/,
    ],
    ['an unknown merge field in the text', lesson(right, 'a\n\nHi {{ nme | you }}'), /:8: unknown merge field "nme"/],
    ['tabs in the front matter', lesson('id: one\n\tsubject: One'), /:3: has a tab: expected spaces/],
    ['a tab after a colon', lesson('id:\tone\nsubject: One'), /:2: has a tab/],
    ['a list for front matter', lesson('- one'), /:2: expected id, subject, .* each on a line of its own/],
    ['an anchor', lesson('id: &a one\nsubject: *a'), /:3: "\*a" repeats another value/],
    ['a tag', lesson('id: one\nsubject: !!js/function "x"'), /:3: is not readable as YAML/],
    ['no front matter', 'Words.', /^01-one\.md:1: expected front matter/],
    ['front matter without end', '---\nid: one\n', /^01-one\.md:1: expected front matter/],
    ['an empty file', '', /^01-one\.md:1: expected front matter/],
    ['no words', lesson(right, ''), /:5: has no words/],
    [
      'a picture that is not there',
      lesson(right, '![A clam](pictures/clma.png)'),
      /:6: there is no picture "pictures\/clma.png"/,
    ],
    [
      'a picture on another host',
      lesson(right, '![A clam](https://example.com/clam.png)'),
      /:6: there is no picture "https:/,
    ],
    ['a picture out of the folder', lesson(right, '![A](pictures/../../secret.png)'), /:6: there is no picture/],
    [
      'a picture of an exercise that is not there',
      lesson(right, '```exercise\nname: A\npicture: pictures/b.png\nalt: B\ndose: twice\ncues: [c]\n```'),
      /:\d+: there is no picture "pictures\/b.png"/,
    ],
    [
      'an exercise with an unknown key',
      lesson(right, '```exercise\nname: A\ndose: twice\ncues: [c]\nsets: 3\n```'),
      /:10: .*unknown key "sets"/,
    ],
    ['a script tag', lesson(right, 'a\n\n<script>alert(1)</script>'), /:8: HTML/],
    ['a tag in a line', lesson(right, 'a <br> word'), /:6: HTML/],
    ['a javascript: link', lesson(right, '[a](javascript:alert(1))'), /:6: the link javascript:/],
    ['2 MB', lesson(right, 'word '.repeat(400_000)), /:1: expected at most 256 KB of text, not \d+ KB/],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from(lesson(right)), Buffer.from([0x61, 0xff, 0x0a])]),
      /:7: is not UTF-8/,
    ],
    ['a NUL character', lesson(right, 'a\0b'), /:6: has a NUL character/],
  ];
  it.each(cases)('has %s', (_, content, ...says) => {
    const faults = faultsOf(course([], '', { '01-one.md': content }));
    expect(faults).toHaveLength(says.length);
    says.forEach((say, index) => expect(faults[index]).toMatch(say));
  });
});

describe('a course.yaml that push refuses', () => {
  const cases: Array<[string, string, RegExp]> = [
    ['an unknown key', 'nmae: x', /^course\.yaml:3: unknown key "nmae": expected slug, name/],
    ['an unknown key of the page', 'page:\n  lead: x\n  titel: y', /:5: page: unknown key "titel": expected headline/],
    [
      'a zone that is none',
      'zone: Europe/Lndon',
      /:3: zone: expected a time zone such as Europe\/London, not "Europe\/Lndon"/,
    ],
    ['an offset for a zone', 'zone: "+05:30"', /:3: zone: expected/],
    ['the hour 25:99', 'hour: "25:99"', /:3: hour: expected an hour such as "07:00", not "25:99"/],
    ['a number for an hour', 'hour: 7', /:3: hour: expected/],
    ['no weekday', 'weekdays: []', /:3: weekdays: expected at least one day/],
    ['a weekday that is none', 'weekdays:\n  - mon\n  - tues', /:5: weekdays 2: expected days/],
    [
      'a skip date that is none',
      'skip_dates: [2026-12-24, 2026-02-30]',
      /:3: skip_dates 2: expected a date .* not "2026-02-30"/,
    ],
    [
      'no day within 400 days',
      `skip_dates: [${days('2026-01-01', 401).join(', ')}]`,
      /:3: skip_dates: leaves no day .* 400 days from 2026-01-01/,
    ],
    [
      'no Monday within 400 days',
      `skip_dates: [${Array.from({ length: 58 }, (_, week) => days('2026-01-05', 500)[week * 7]).join(', ')}]`,
      /:3: skip_dates: leaves no mon .* take mon out of weekdays/,
    ],
    ['a late limit of 0', 'late_limit_hours: 0', /:3: late_limit_hours: expected whole hours from 1 to 24/],
    ['a start that is none', 'start: now', /:3: start: expected on-confirmation or first-slot, not "now"/],
    [
      'two addresses for answers',
      'reply_to: "a@example.com, b@example.com"',
      /:3: reply_to: expected an email address/,
    ],
    ['an address with a line end', 'reply_to: "a@example.com\\r\\nBcc: b@example.com"', /:3: reply_to: expected/],
    [
      'a sender with its name',
      'sender: Anna <anna@example.com>',
      /:3: sender: expected the address of one of the house/,
    ],
    ['a description over 160 characters', `description: ${'a'.repeat(161)}`, /:3: description: expected/],
    [
      'a page picture that is not there',
      'page:\n  picture:\n    file: pictures/x.png\n    alt: X',
      /:5: there is no picture "pictures\/x.png"/,
    ],
    ['a page picture without words', 'page:\n  picture:\n    file: pictures/x.png', /:4: page picture alt: is missing/],
    ['words for a switch', 'tracking: "yes"', /:3: tracking: expected true or false, not "yes"/],
    ['YAML that is none', 'page: [', /:[34]: is not readable as YAML/],
  ];
  it.each(cases)('has %s', (_, yaml, says) => {
    const faults = faultsOf(course(['one'], yaml));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(says);
  });

  it.each([
    ['slug: a--b\nname: A', /:1: slug: expected/],
    [`slug: ${'a'.repeat(81)}\nname: A`, /:1: slug: expected .*at most 80/],
    ['slug: ../etc\nname: A', /:1: slug: expected/],
    ['slug: a', /:1: name: is missing/],
    ['', /:1: (slug|name): is missing/],
    ['# nothing', /:1: (slug|name): is missing/],
    ['just words', /:1: expected slug, name/],
  ])('is %j', (yaml, says) => {
    const faults = faultsOf(course(['one'], '', { 'course.yaml': yaml }));
    expect(faults[0]).toMatch(says);
    expect(faults.every((fault) => says.test(fault))).toBe(true);
  });
});

describe('a course that push refuses', () => {
  it.each<[string, Map<string, Uint8Array>, RegExp]>([
    ['no course.yaml', course(['one'], '', { 'course.yaml': null }), /^course\.yaml:1: is missing/],
    ['no lessons', course([]), /^course\.yaml:1: has no lessons/],
    [
      'two lessons of one id',
      course([], '', { '01-a.md': lesson(right), '02-b.md': lesson(right) }),
      /^02-b\.md:2: id: "one" is the id of 01-a\.md \(line 2\) too/,
    ],
    [
      'two lessons of one number',
      course([], '', { '01-a.md': lesson(right), '1-b.md': lesson('id: b\nsubject: B') }),
      /^1-b\.md:1: has the number of 01-a\.md/,
    ],
    [
      'a lesson without number',
      course(['one'], '', { 'extra.md': lesson('id: b\nsubject: B') }),
      /^extra\.md:1: is not a file of a course/,
    ],
    [
      'a picture that is text',
      course(['one'], '', { 'pictures/a.png': 'hello' }),
      /^pictures\/a\.png:1: expected a PNG, JPEG, WebP or GIF/,
    ],
    [
      'an SVG',
      course(['one'], '', { 'pictures/a.svg': '<?xml version="1.0"?><svg/>' }),
      /^pictures\/a\.svg:1: SVG is not taken/,
    ],
    ['an SVG under another name', course(['one'], '', { 'pictures/a.png': '<svg onload="x"/>' }), /SVG is not taken/],
    [
      'a picture of 30 MB',
      course(['one'], '', { 'pictures/a.png': new Uint8Array(30 << 20) }),
      /expected at most 5 MB, not 30\.0 MB/,
    ],
    [
      'a picture with a blank in its name',
      course(['one'], '', { 'pictures/a b.png': png() }),
      /expected a name of letters, digits/,
    ],
    [
      'a picture that leaves the folder',
      course(['one'], '', { 'pictures/../../x.png': png() }),
      /expected a name of letters, digits/,
    ],
    [
      'a picture of another case',
      course([{ id: 'one', body: '![A](pictures/Clam.png)' }], '', { 'pictures/clam.png': png() }),
      /did you mean pictures\/clam\.png\?/,
    ],
    [
      'a completion letter without subject',
      course(['one'], '', { 'completion.md': '---\npreheader: x\n---\nBye.' }),
      /^completion\.md:2: subject: is missing/,
    ],
    [
      'a completion letter with a script',
      course(['one'], '', { 'completion.md': '---\nsubject: x\n---\n<script>' }),
      /^completion\.md:4: HTML/,
    ],
  ])('has %s', (_, files, says) => {
    const faults = faultsOf(files);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(says);
  });

  it('is told every fault of every file at once', () => {
    const faults = faultsOf(
      course(['one'], 'zone: Nowhere\nhour: "25:99"', {
        '02-two.md': lesson('id: one\nsubject: Two\nwait: 0', '<b>\n\n[x](javascript:a)'),
        '03-three.md': lesson('id: three'),
        'pictures/a.svg': '<svg/>',
      }),
    );
    expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
      '02-two.md:2',
      '02-two.md:4',
      '02-two.md:7',
      '02-two.md:9',
      '03-three.md:2',
      'course.yaml:3',
      'course.yaml:4',
      'pictures/a.svg:1',
    ]);
  });
});

describe('a right course', () => {
  it('needs a slug, a name and lessons; the rest has plain defaults', () => {
    const { slug, settings, lessons } = courseOf(course(['one', 'two']));
    expect(slug).toBe('sample');
    expect(settings).toMatchObject({
      ...{
        name: 'Sample',
        author: { name: 'Sample' },
        sender: null,
        replyTo: null,
        zone: 'UTC',
        hour: 420,
        weekdays: 127,
        skipDates: [],
      },
      ...{
        start: 'on-confirmation',
        startsOn: null,
        lateLimitHours: 6,
        moreComing: false,
        signups: 'open',
        tracking: false,
      },
      page: {
        headline: 'Sample',
        promises: [],
        picture: null,
        consent: 'Send me the lessons of Sample by email. I can stop at any time.',
      },
    });
    expect(settings.completion.body).toContain('the last lesson of Sample');
    expect(lessons).toMatchObject([
      { key: 'one', waitDays: 1, preheader: '', minutes: null, subject: 'About one' },
      { key: 'two' },
    ]);
  });

  it('gives a default completion letter that may itself be published, whatever the name', () => {
    const name = 'A *b* <c> [d](javascript:e) {{ f }} \\"g\\" & h';
    const { settings } = courseOf(course(['one'], '', { 'course.yaml': `slug: a\nname: "${name}"` }));
    const files = course(['one'], '', { 'completion.md': `---\nsubject: Bye\n---\n${settings.completion.body}` });
    expect(faultsOf(files)).toEqual([]);
  });

  it('follows the numbers of its files, not their spelling', () => {
    const files = course([], '', {
      '10-c.md': lesson('id: c\nsubject: C'),
      '9-b.md': lesson('id: b\nsubject: B'),
      '001-a.md': lesson('id: a\nsubject: A'),
    });
    expect(courseOf(files).lessons.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });

  it('keeps bodies and files byte for byte, with any line ends, trailing blanks and byte order marks', () => {
    const text = '\ufeff---\r\nid: one\r\nsubject: One\r\n---\r\n\r\nFirst  \r\nsecond\rthird \n\n';
    const files = course([], '', { '01-one.md': text });
    const { lessons, files: kept } = courseOf(files);
    expect(lessons[0]?.body).toBe('\r\nFirst  \r\nsecond\rthird \n\n');
    expect(kept.get('01-one.md')).toEqual(files.get('01-one.md'));
  });

  it('takes settings in the author’s spelling', () => {
    const { settings } = courseOf(
      course(
        ['one'],
        'zone: europe/london\nhour: 6:30\nweekdays: [Wed, monday]\nskip_dates: [2026-12-25, 2026-12-24, 2026-12-25]\nsender: anna@example.com\nreply_to: a@example.com\nstarts_on: 2027-01-04',
      ),
    );
    expect(settings).toMatchObject({
      ...{ zone: 'Europe/London', hour: 390, weekdays: 5, skipDates: ['2026-12-24', '2026-12-25'] },
      ...{ sender: 'anna@example.com', replyTo: 'a@example.com', startsOn: '2027-01-04' },
    });
  });

  it('is what ships in content/strong-glutes', async () => {
    const faults = faultsOf(await readCourseFolder(new URL('../../content/strong-glutes', import.meta.url).pathname));
    expect(faults).toEqual([]);
  });
});

it('never throws, whatever the files hold', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '---',
          'id: a',
          'subject: b',
          '{{',
          '}}',
          'wait: 1e9',
          '&a',
          '*a',
          '? x',
          '<<: {}',
          '__proto__: 1',
          '```exercise',
          '\t',
        ),
        { maxLength: 12 },
      )
      .map((lines) => lines.join('\n')),
  );
  fc.assert(
    fc.property(anyText, anyText, fc.uint8Array({ maxLength: 64 }), (yaml, text, bytes) => {
      const files = course(['one'], '', {
        'course.yaml': yaml,
        '02-x.md': text,
        '03-y.md': bytes,
        'pictures/p.png': bytes,
      });
      const reading = readCourseFiles(files);
      if ('faults' in reading) {
        for (const { line, message } of reading.faults) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(message).not.toBe('');
        }
      }
    }),
    { numRuns: 300 },
  );
});
