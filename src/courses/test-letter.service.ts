import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { RequestLimit } from '../http/request-limit.js';
import { type LetterSketch, LetterSketchService } from './letter-sketch.service.js';
import { TestLetterPost } from './test-letter-post.service.js';

/** Sends a letter that is being written to the one who writes it, with sample links (rule 32). */
@Injectable()
export class TestLetterService {
  constructor(
    private readonly database: DataSource,
    private readonly sketches: LetterSketchService,
    private readonly post: TestLetterPost,
    private readonly audit: AuditStore,
    private readonly limit: RequestLimit,
  ) {}

  /** At most 20 an hour and person, then HouseError 'too-many'; 'invalid' where the words cannot be made into a letter. */
  async send(sketch: LetterSketch, admin: Admin, now: Date): Promise<{ to: string }> {
    const letter = await this.sketches.render(sketch);
    if (sketch.words.subject.trim() === '') throw refused({ subject: 'expected a subject' });
    if (!letter) throw refused({ body: 'expected words that can be put into a letter; see the checklist' });
    await this.limit.countTestLetter(admin.id);
    const job = {
      id: testLetterNumber(),
      askedAt: now.toISOString(),
      to: { name: admin.name, email: admin.email },
      replyTo: sketch.replyTo,
      letter: { ...letter, subject: `[Test] ${letter.subject}` },
      composed: await this.post.compose(sketch.sender, now),
    };
    await inTransaction(this.database, async (db) => {
      await this.post.post(job, db);
      await this.audit.record(db, {
        at: now,
        actor: admin.actor,
        action: 'letter.tested',
        subjectKind: sketch.of.kind,
        subjectId: sketch.of.id,
        after: sketch.of.part,
      });
    });
    return { to: admin.email };
  }
}

function refused(fields: Record<string, string>): HouseError {
  return new HouseError('invalid', 'This cannot be sent yet.', { fields });
}

/** A number the ledger will not reach, so that a bounce never finds somebody else's row. */
function testLetterNumber(): string {
  return `90${String(randomInt(2 ** 47)).padStart(17, '0')}`;
}
