import { readFile } from 'node:fs/promises';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { render } from 'react-email';
import { DoneLetter } from '../emails/_parts/done-block.js';
import { ProgressStrip } from '../emails/_parts/progress-strip.js';
import LessonLetter, { LessonLetterText } from '../emails/lesson.js';
import { readLesson } from '../src/rendering/lesson-document.js';
import { lessonText } from '../src/rendering/lesson-text.js';

/**
 * The peer: the loop that most teams write. For each due subscriber the lesson is rendered with React Email and handed to
 * nodemailer's pool, ten at a time. It keeps no ledger: after a crash nobody knows who had what.
 * Usage: hand-written.js DATABASE_URL SMTP_PORT LETTERS [PEM-FILE]
 */
const [databaseUrl = '', port = '', letters = '', pem] = process.argv.slice(2);

interface Reader {
  email: string;
  name: string;
}

const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
const { rows: readers } = await client.query<Reader>(
  'select email, first_name as name from subscribers order by id limit $1',
  [Number(letters)],
);
const { rows } = await client.query<{ subject: string; preheader: string; minutes: number; body: string }>(
  'select subject, preheader, minutes, body from revision_lessons order by position offset 2 limit 1',
);
await client.end();
const [lesson] = rows;
if (!lesson) throw new Error('there is no third lesson');
const { document } = readLesson(lesson.body);
const picture = () => ({ src: 'http://localhost:3000/pictures/0123456789abcdef', width: 560, height: 320 });

const transporter = createTransport({
  pool: true,
  host: '127.0.0.1',
  port: Number(port),
  maxConnections: 10,
  maxMessages: Number.POSITIVE_INFINITY,
  ...(pem
    ? { dkim: { domainName: 'coursepost.test', keySelector: 'bench', privateKey: await readFile(pem, 'utf8') } }
    : {}),
});

async function send({ email, name }: Reader): Promise<void> {
  const url = `http://localhost:3000/lessons/${email}`;
  const merge = () => name;
  const shared = {
    course: 'Strong Glutes',
    author: 'Maren Holt',
    minutes: lesson?.minutes ?? null,
    viewUrl: url,
    manageUrl: url,
    unsubscribeUrl: url,
    postalAddress: 'Coursepost, 1 Sample Street, Sampletown',
  };
  const subject = `Day 3 of 14 · ${lesson?.subject}`;
  const html = await render(
    <LessonLetter
      {...shared}
      subject={subject}
      title={lesson?.subject ?? ''}
      preheader={lesson?.preheader ?? ''}
      document={document}
      merge={merge}
      pictures={picture}
      strip={<ProgressStrip day={3} of={14} done={[true, false]} />}
      doneBlock={<DoneLetter url={url} />}
    />,
  );
  const text = LessonLetterText({
    ...shared,
    strip: 'Day 3 of 14',
    doneBlock: url,
    title: lesson?.subject ?? '',
    body: lessonText(document, merge),
  });
  await transporter.sendMail({
    from: 'Coursepost <hello@coursepost.test>',
    to: { name, address: email },
    subject,
    html,
    text,
    headers: { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  });
}

const queue = readers[Symbol.iterator]();
await Promise.all(
  Array.from({ length: 10 }, async () => {
    for (const reader of queue) await send(reader);
  }),
);
transporter.close();
