import { formatHour } from '../schedule/hour.js';
import { formatWeekdays } from '../schedule/weekdays.js';
import { calendarFaults } from './course-calendar.js';
import { completionMatter, courseYaml, subjectFault } from './course-file.schema.js';
import { completionFile, settingsFile } from './course-files.js';
import { missingPicture, pictureFile } from './course-pictures.js';
import type { PictureFile } from './course-settings.js';
import type { EditResult } from './course-edits.js';
import { type DraftDocument, draftOfFiles, filesOfDraft } from './draft-document.js';
import type { DraftEdit, WrittenSettings } from './draft.schema.js';
import { halfCharacter, textOf } from './file-text.js';
import { completionBytes } from './lesson-file.js';
import { editSettingsText } from './settings-file.js';
import { readYaml } from './yaml-text.js';

type Edit<K extends DraftEdit['kind']> = Extract<DraftEdit, { kind: K }>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Settings in the author's spelling, as `settings.write` takes them back. */
export function writtenSettings({ slug, settings }: Pick<DraftDocument, 'slug' | 'settings'>): WrittenSettings {
  const { name, description, author, start, signups, tracking, page } = settings;
  return {
    ...{ slug, name, description, author, start, signups, tracking, page },
    sender: settings.sender ?? null,
    reply_to: settings.replyTo,
    zone: settings.zone,
    hour: formatHour(settings.hour),
    weekdays: formatWeekdays(settings.weekdays),
    skip_dates: settings.skipDates,
    starts_on: settings.startsOn,
    late_limit_hours: settings.lateLimitHours,
    more_coming: settings.moreComing,
    next: settings.next ?? null,
  };
}

/** Edits course.yaml. Whatever would not be a right course.yaml is refused, by field. */
export function settingsEdit(document: DraftDocument, edit: Edit<'settings.write'>): EditResult {
  const changes = Object.fromEntries(Object.entries(edit).filter(([name]) => name !== 'kind'));
  if (edit.slug !== undefined && edit.slug !== document.slug)
    return { fields: { 'settings.slug': 'the address of a course stays as it is: links to it are out in the world' } };
  const texts = new Map(filesOfDraft(document).texts);
  const text = editSettingsText(decoder.decode(texts.get(settingsFile)), changes);
  const bytes = encoder.encode(text);
  const reading = textOf(bytes);
  if ('fault' in reading) return { fields: { settings: reading.fault.message } };
  const fields: Record<string, string> = {};
  const { value, faults } = readYaml(text.replace(/^\ufeff/, ''), 1);
  const right = courseYaml.safeParse(value);
  for (const { message } of faults) fields.settings ??= message;
  for (const { path, message } of right.error?.issues ?? []) fields[['settings', ...path].join('.')] ??= message;
  if (right.success) {
    for (const message of calendarFaults(right.data.weekdays, right.data.skip_dates))
      fields['settings.skip_dates'] ??= message;
    const picture = right.data.page?.picture?.file;
    const missing = picture === undefined ? null : missingPicture(picturePaths(document), picture);
    if (missing) fields['settings.page.picture'] = missing;
  }
  if (Object.keys(fields).length > 0) return { fields };
  texts.set(settingsFile, bytes);
  const edited = draftOfFiles({ texts, pictures: filesOfDraft(document).pictures });
  const [was, is] = [writtenSettings(document), writtenSettings(edited)];
  const names = (Object.keys(is) as Array<keyof WrittenSettings>).filter(
    (name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]),
  );
  if (names.length === 0) return { document, words: [] };
  return { document: edited, words: [`changed settings: ${names.map((name) => settingWords[name]).join(', ')}`] };
}

const settingWords: Record<keyof WrittenSettings, string> = {
  slug: 'address',
  name: 'name',
  description: 'description',
  author: 'author',
  sender: 'who letters come from',
  reply_to: 'where answers go',
  zone: 'time zone',
  hour: 'hour',
  weekdays: 'weekdays',
  skip_dates: 'skip dates',
  start: 'when lesson 1 leaves',
  starts_on: 'start date',
  late_limit_hours: 'how late a lesson may leave',
  more_coming: 'whether more lessons are coming',
  signups: 'whether people may sign up',
  tracking: 'tracking',
  page: 'sign-up page',
  next: 'what comes after',
};

export function completionEdit(document: DraftDocument, edit: Edit<'completion.write'>): EditResult {
  const was = document.settings.completion;
  const { subject = was.subject, preheader = was.preheader, body = was.body } = edit;
  const fields: Record<string, string> = {};
  const matter = completionMatter.safeParse({ subject, preheader });
  for (const { path, message } of matter.error?.issues ?? []) fields[`completion.${path.join('.')}`] ??= message;
  const tooLong = subjectFault('', matter.data?.subject ?? '');
  if (tooLong) fields['completion.subject'] ??= tooLong;
  if (halfCharacter.test(body)) fields['completion.body'] = 'has half a character in it: expected plain text';
  if (!matter.success || Object.keys(fields).length > 0) return { fields };
  const is = { ...matter.data, body };
  const bytes = completionBytes(is);
  const reading = textOf(bytes);
  if ('fault' in reading) return { fields: { 'completion.body': reading.fault.message } };
  if (was.subject === is.subject && was.preheader === is.preheader && was.body === is.body)
    return { document, words: [] };
  const { texts, pictures } = filesOfDraft(document);
  const files = { texts: new Map([...texts, [completionFile, bytes] as const]), pictures };
  return { document: draftOfFiles(files), words: ['changed the completion letter'] };
}

export function pictureAdd(
  document: DraftDocument,
  { path, hash }: Edit<'picture.add'>,
  uploads: ReadonlyMap<string, PictureFile>,
): EditResult {
  const picture = uploads.get(hash);
  if (!picture) return { fields: { 'picture.hash': 'there is no such picture: upload it first' } };
  if (!pictureFile.test(path) || path.length > 200)
    return {
      fields: { 'picture.path': 'expected a name of letters, digits, dots, - and _, such as pictures/clam.png' },
    };
  if (document.pictures[path]?.hash === hash) return { document, words: [] };
  const { texts, pictures } = filesOfDraft(document);
  return {
    document: draftOfFiles({ texts, pictures: new Map([...pictures, [path, picture] as const]) }),
    words: [`${document.pictures[path] ? 'replaced' : 'added'} ${path}`],
  };
}

export function pictureRemove(document: DraftDocument, { path }: Edit<'picture.remove'>): EditResult {
  if (!document.pictures[path]) return { fields: { 'picture.path': `there is no picture "${path.slice(0, 80)}"` } };
  if (document.settings.page.picture?.file === path)
    return { fields: { 'picture.path': 'the sign-up page shows this picture: choose another one there first' } };
  const { texts, pictures } = filesOfDraft(document);
  const left = new Map([...pictures].filter(([name]) => name !== path));
  return { document: draftOfFiles({ texts, pictures: left }), words: [`removed ${path}`] };
}

function picturePaths({ pictures }: DraftDocument): Map<string, Uint8Array> {
  return new Map(Object.keys(pictures).map((path) => [path, new Uint8Array()]));
}
