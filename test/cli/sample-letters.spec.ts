import { describe, expect, it } from '@jest/globals';
import { asPublished, renderSampleLetters } from '../../src/cli/letters.command.js';
import { type Config, readConfig } from '../../src/config/config.js';
import { readCourseFiles } from '../../src/courses/course-files.js';
import type { Letterhead } from '../../src/settings/house-settings.js';
import { course } from '../courses/course-sample.js';

/** From and Message-ID's host of every letter of a course with this line in course.yaml. */
async function sendersOf(line: string, config: Config, letterhead?: Letterhead): Promise<string[]> {
  const reading = readCourseFiles(course(['one'], line));
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  const letters = await renderSampleLetters(asPublished(reading.course), config, undefined, letterhead);
  const heads = [...letters.values()].map(({ message }) => message.toString('utf8').split('\r\n\r\n')[0] ?? '');
  return [
    ...new Set(heads.map((head) => `${/^From: (.*)$/m.exec(head)?.[1]} ${/^Message-ID: .*@(.*)>$/m.exec(head)?.[1]}`)),
  ];
}

describe('letters written into files', () => {
  const config = readConfig({ MAIL_FROM: 'Post <post@example.com>' });

  it.each([
    ['from MAIL_FROM where the course names no sender', '', ['Post <post@example.com> example.com']],
    [
      'from the address it names, whose name only the house knows',
      'sender: anna@example.org',
      ['anna@example.org example.org'],
    ],
    ['with its name where it is MAIL_FROM’s', 'sender: POST@example.com', ['Post <post@example.com> example.com']],
  ])('come %s', async (_what, line, expected) => {
    expect(await sendersOf(line, config)).toEqual(expected);
  });

  it('come from the sender that the house gives', async () => {
    const letterhead = { id: null, name: 'Anna', email: 'anna@example.org', replyTo: null, postalAddress: 'Here 1' };
    expect(await sendersOf('sender: anna@example.org', config, letterhead)).toEqual([
      'Anna <anna@example.org> example.org',
    ]);
  });
});
