import { asPublished, renderSampleLetters } from '../src/cli/letters.command.js';
import { courseFromFiles } from '../src/cli/course-source.js';
import { readConfig } from '../src/config/config.js';
import { LetterWriter } from '../src/deliveries/letter-writer.service.js';
import { LinkService } from '../src/links/link.service.js';
import { mergeValues, textValue, urlValue } from '../src/rendering/letter-template.js';
import {
  alreadyInTemplate,
  broadcastTemplate,
  confirmationTemplate,
  noticeTemplate,
  type NoticeKind,
} from '../src/rendering/templates.js';
import { sampleIssue } from './sample-issue.js';
import { settingsByEnvironment } from '../src/settings/environment-settings.js';

/** A house as others would run it: these are what mail servers and their filters see. */
const house = {
  PUBLIC_URL: 'https://letters.example.com',
  MAIL_FROM: 'Maren Holt <maren@letters.example.com>',
  SMTP_URL: 'smtp://localhost:25',
  POSTAL_ADDRESS: '12 Harbour Street, Leeds, LS1 4AB, United Kingdom',
};
const notices: readonly NoticeKind[] = ['download', 'forget', 'change-address', 'new-address', 'manage-link'];
const secret = { value: 'judged letters open nothing in any house' };
const written = new Date('2026-03-02T07:00:00Z');

/** Name → whole message as it would leave: every letter of the course that ships, and every other template. */
export async function judgedLetters(reader = { name: 'Sam', email: 'sam@example.com' }): Promise<Map<string, Buffer>> {
  const config = readConfig(house);
  const { course } = await courseFromFiles('strong-glutes', undefined);
  const rendered = await renderSampleLetters(asPublished(course), config, reader);
  const letters = new Map([...rendered].map(([name, letter]) => [name, letter.message]));

  const writer = new LetterWriter(config, secret, settingsByEnvironment(config));
  const links = new LinkService(secret);
  const expiresAt = new Date(written.getTime() + 3_600_000);
  const about = {
    revisionId: null,
    composed: writer.compose({}, written),
    to: { name: null, email: reader.email },
    replyTo: null,
    automatic: true,
  };
  const already = await writer.compile('already-in', () => alreadyInTemplate(course, writer.look));
  letters.set(
    'already-in',
    writer.write({
      ...about,
      deliveryId: '100',
      compiled: already,
      values: { email: textValue(reader.email), manage_url: urlValue(config.publicUrl + links.manage('1')) },
      list: {
        slug: course.slug,
        name: course.settings.name,
        unsubscribeUrl: config.publicUrl + links.unsubscribe('1', '100'),
      },
      kind: 'already-in',
    }).message,
  );
  const newsletter = {
    slug: 'newsletter',
    name: 'The newsletter of Maren Holt',
    unsubscribeUrl: config.publicUrl + links.unsubscribe('1', '300'),
  };
  for (const [kind, template] of [
    ['confirmation', confirmationTemplate],
    ['already-in', alreadyInTemplate],
  ] as const) {
    letters.set(
      `newsletter-${kind}`,
      writer.write({
        ...about,
        deliveryId: '300',
        compiled: await writer.compile(`newsletter ${kind}`, (look) => template(null, look)),
        values: {
          email: textValue(reader.email),
          confirm_url: urlValue(config.publicUrl + links.confirm('9', expiresAt)),
          manage_url: urlValue(config.publicUrl + links.manage('1')),
        },
        list: newsletter,
        kind,
      }).message,
    );
  }
  for (const [index, template] of (['masthead', 'plain'] as const).entries()) {
    const deliveryId = String(301 + index);
    const issue = { ...sampleIssue(course), template };
    const compiled = await writer.compile(template, (look) => broadcastTemplate(issue, look));
    const unsubscribeUrl = config.publicUrl + links.unsubscribe('1', deliveryId);
    letters.set(
      `broadcast-${template}`,
      writer.write({
        ...about,
        deliveryId,
        to: reader,
        automatic: false,
        compiled,
        values: {
          ...mergeValues(compiled.fields, { first_name: reader.name }),
          view_url: urlValue(config.publicUrl + links.lesson('1', deliveryId)),
          manage_url: urlValue(config.publicUrl + links.manage('1')),
          unsubscribe_url: urlValue(unsubscribeUrl),
        },
        list: { ...newsletter, unsubscribeUrl },
        kind: 'broadcast',
      }).message,
    );
  }
  for (const [index, kind] of notices.entries()) {
    const deliveryId = String(101 + index);
    const path =
      kind === 'manage-link' ? links.freshManage('1', expiresAt) : links.proven(kind, '1', deliveryId, expiresAt);
    letters.set(
      `notice-${kind}`,
      writer.write({
        ...about,
        deliveryId,
        compiled: await writer.compile(kind, () => noticeTemplate(kind, writer.look)),
        values: { action_url: urlValue(config.publicUrl + path) },
        list: null,
        kind: `notice-${kind}`,
      }).message,
    );
  }
  for (const [index, kind] of (['team-invitation', 'team-reset', 'team-password-changed'] as const).entries()) {
    const token = 'sample-'.repeat(6);
    const page =
      kind === 'team-password-changed' ? 'forgot' : `${kind === 'team-reset' ? 'reset' : 'invite'}/${token}x`;
    letters.set(
      `notice-${kind}`,
      writer.write({
        ...about,
        deliveryId: String(201 + index),
        compiled: await writer.compile(kind, () => noticeTemplate(kind, writer.look)),
        values: { action_url: urlValue(`${config.publicUrl}/admin/${page}`) },
        list: null,
        kind: `notice-${kind}`,
      }).message,
    );
  }
  return letters;
}
