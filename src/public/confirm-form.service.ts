import { Injectable } from '@nestjs/common';
import { invalidIn, readFields } from '../http/read-fields.js';
import type { Confirmed } from '../signup/confirming.service.js';
import type { NewsletterConfirmed } from '../signup/newsletter-confirming.service.js';
import { type ConfirmationPage, SignupService } from '../signup/signup.service.js';
import { confirmSchema } from './confirm.schema.js';
import { keptValues } from './kept-values.js';
import type { SignupAttempt } from './parts/signup-form.js';

/** What pressing the button came to. */
export type ConfirmReply =
  | { outcome: 'confirmed'; confirmed: Confirmed | NewsletterConfirmed }
  | { outcome: 'look-again'; page: ConfirmationPage; attempt: SignupAttempt };

@Injectable()
export class ConfirmFormService {
  constructor(private readonly signups: SignupService) {}

  page(token: string, now: Date): Promise<ConfirmationPage> {
    return this.signups.confirmationPage(token, now);
  }

  /** Throws HouseError 'not-found' or 'gone' as the page does. A form without any field confirms what the page shows. */
  async confirm(
    token: string,
    typed: Record<string, unknown>,
    clientAddress: string,
    now: Date,
  ): Promise<ConfirmReply> {
    const page = await this.signups.confirmationPage(token, now);
    try {
      const given = readFields(confirmSchema, typed);
      const shown = 'zone' in typed || 'hour' in typed || 'first_name' in typed;
      const signedUpWith = page.course ? page : { hour: 0, newsletter: true };
      const choices = {
        firstName: 'first_name' in typed ? given.first_name : page.firstName,
        zone: given.zone ?? page.zone,
        hour: given.hour ?? signedUpWith.hour,
        newsletter: shown ? given.newsletter : signedUpWith.newsletter || given.newsletter,
      };
      return { outcome: 'confirmed', confirmed: await this.signups.confirm(token, choices, clientAddress, now) };
    } catch (error) {
      const fields = invalidIn(error);
      if (!fields) throw error;
      return { outcome: 'look-again', page, attempt: { fields, values: keptValues(typed) } };
    }
  }
}
