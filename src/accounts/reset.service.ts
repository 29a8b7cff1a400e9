import { Injectable } from '@nestjs/common';
import { JobQueue } from '../database/job-queue.js';
import { EntryLimit } from './entry-limit.js';
import { resetLetter, type ResetLetterJob } from './team-letter.js';

/** "I forgot my password", typed by anybody about anybody. */
@Injectable()
export class ResetService {
  constructor(
    private readonly limit: EntryLimit,
    private readonly queue: JobQueue,
  ) {}

  /** The same for every address, in the same time: whether there is such a person is looked up by the job. */
  async ask(email: string, client: string): Promise<void> {
    await this.limit.count('reset', client, email);
    await this.queue.send<ResetLetterJob>(resetLetter, { email });
  }
}
