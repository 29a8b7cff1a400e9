import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { LinkSecret } from '../links/link.service.js';
import { dateValue, foldedValue, headerValue, mailbox } from '../mail/header.js';
import { compileFrame, fill, type MessageFrame } from '../mail/message-frame.js';
import { messageId } from '../mail/message-id.js';
import {
  fillSegments,
  type LetterTemplate,
  type LetterValues,
  type MergeField,
  mergeFields,
} from '../rendering/letter-template.js';
import type { LetterLook } from '../rendering/templates.js';
import { HouseSettings, type Letterhead } from '../settings/house-settings.js';
import type { ComposedFacts, Letter } from './letter-composer.js';

/** A template with its frame: rendered and encoded once, filled per reader. Immutable. */
export interface CompiledLetter {
  template: LetterTemplate;
  frame: MessageFrame;
  fields: readonly MergeField[];
}

export interface LetterToWrite {
  deliveryId: string;
  revisionId: string | null;
  composed: ComposedFacts;
  /** The one that `composed` names; absent: the default sender's. */
  letterhead?: Letterhead;
  compiled: CompiledLetter;
  values: LetterValues;
  to: { name: string | null; email: string };
  replyTo: string | null;
  /** What the letter belongs to: its slug stands in List-Id and Feedback-ID. null: a letter about the person's own page. */
  list: { slug: string; name: string; unsubscribeUrl: string } | null;
  /** It answers something the person did a moment ago, and says so (RFC 3834). */
  automatic: boolean;
  /** Kind, for Feedback-ID. */
  kind: string;
}

const compiledAtMost = 300;

/**
 * Writes whole messages: headers per reader around a frame that was encoded once. The same facts give the same bytes,
 * so a retry is byte-equal (rule 15). Pure but for its memory of compiled frames.
 */
@Injectable()
export class LetterWriter {
  private readonly compiled = new Map<string, Promise<CompiledLetter>>();
  private readonly messageIdKey: Buffer;

  constructor(
    private readonly config: Config,
    secret: LinkSecret,
    private readonly house: HouseSettings,
  ) {
    this.messageIdKey = createHmac('sha256', secret.value).update('coursepost:message-id').digest();
  }

  /** How a letter of the default sender looks that is composed now. */
  get look(): LetterLook {
    return this.lookOf(this.house.now.letterhead);
  }

  /** The letterhead that a row was composed with: a retry bears the same one, whatever the settings say by then. */
  letterheadOf(composed: ComposedFacts): Promise<Letterhead> {
    return this.house.letterheadOf(composed.letterhead);
  }

  /** For a row that was composed before, its own; else that of the sender whom its course names, null being the default one. */
  letterheadFor(composed: ComposedFacts | null, sender: string | null): Promise<Letterhead> {
    return composed ? this.letterheadOf(composed) : this.house.letterheadFrom(sender);
  }

  /** What is fixed at the first hand-over, besides the composer's own facts. */
  compose(facts: unknown, now: Date, letterhead: Letterhead = this.house.now.letterhead): ComposedFacts {
    const { id, email } = letterhead;
    const host = email.slice(email.lastIndexOf('@') + 1);
    return {
      date: now.toISOString(),
      origin: this.config.publicUrl,
      host,
      ...(id === null ? {} : { letterhead: id }),
      facts,
    };
  }

  /** Renders once per key (revision and lesson) and letterhead, whoever asks first; a failure is not remembered. */
  compile(
    what: string,
    render: (look: LetterLook) => Promise<LetterTemplate>,
    letterhead: Letterhead = this.house.now.letterhead,
  ): Promise<CompiledLetter> {
    const key = `${letterhead.id} ${what}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const made = render(this.lookOf(letterhead)).then((template) => ({
      template,
      frame: compileFrame(template),
      fields: mergeFields(template),
    }));
    made.catch(() => this.compiled.delete(key));
    if (this.compiled.size >= compiledAtMost) this.compiled.delete(this.compiled.keys().next().value ?? '');
    this.compiled.set(key, made);
    return made;
  }

  write(letter: LetterToWrite): Letter {
    const { compiled, values, composed, to, list, letterhead = this.house.now.letterhead } = letter;
    const replyTo = letter.replyTo ?? letterhead.replyTo;
    const subject = fillSegments(compiled.template.subject, values, 'text');
    const headers: Array<readonly [string, string]> = [
      ['From', mailbox(letterhead.name, letterhead.email)],
      ['To', mailbox(to.name, to.email)],
      ...(replyTo ? [['Reply-To', mailbox(null, replyTo)] as const] : []),
      ['Subject', headerValue(subject, 'Subject'.length)],
      ['Date', dateValue(new Date(composed.date))],
      ['Message-ID', messageId(letter.deliveryId, composed.host, this.messageIdKey)],
      ...listHeaders(list, composed.host),
      ...(letter.automatic ? [['Auto-Submitted', 'auto-generated'] as const] : []),
      ['Feedback-ID', foldedValue(`${list?.slug ?? 'page'}:${letter.kind}:coursepost`, 'Feedback-ID'.length)],
    ];
    return {
      outcome: 'letter',
      id: letter.deliveryId,
      revisionId: letter.revisionId,
      composed,
      envelope: { from: letterhead.email, to: to.email },
      message: fill(compiled.frame, headers, values),
    };
  }

  private lookOf({ name, postalAddress }: Letterhead): LetterLook {
    return { ...(name === null ? {} : { sender: name }), postalAddress, publicUrl: this.config.publicUrl };
  }
}

/** RFC 2919 and RFC 8058: what the letter belongs to, and one click that ends it. */
function listHeaders(list: LetterToWrite['list'], host: string): Array<readonly [string, string]> {
  if (!list) return [];
  return [
    ['List-Id', listId(list, host)],
    ['List-Unsubscribe', foldedValue(`<${list.unsubscribeUrl}>`, 'List-Unsubscribe'.length)],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ];
}

/** RFC 2919: a phrase, ASCII or encoded, and the id; on a line of its own where both do not fit into 78. */
function listId({ name, slug }: { name: string; slug: string }, host: string): string {
  const phrase = mailbox(name, 'x@x').replace(/\s*<x@x>$/, '');
  const lastLine = phrase.slice(phrase.lastIndexOf('\n') + 1).length + (phrase.includes('\n') ? 0 : 'List-Id: '.length);
  const id = `<${slug}.${host}>`;
  return `${phrase}${lastLine + 1 + id.length > 78 ? '\r\n' : ''} ${id}`;
}
