import { Injectable } from '@nestjs/common';
import { LeavingService } from '../enrollments/leaving.service.js';
import { RightsService } from '../enrollments/rights.service.js';
import { type ManagePage, WalkReader } from '../enrollments/walk.reader.js';
import { WalkService } from '../enrollments/walk.service.js';
import { faultyFields } from '../house-error.js';
import { invalidIn, readFields } from '../http/read-fields.js';
import { addDays, localDateOf } from '../schedule/wall-time.js';
import { AddressChangeService } from '../signup/address-change.service.js';
import type { Flash } from './flash.js';
import { keptValues } from './kept-values.js';
import { type ManageCommand, manageSchema } from './manage.schema.js';

/** The sentence agreed to on the reader's page; it stands beside the button and in the consent record. */
export const newsletterWords = 'Send me the newsletter, too. I can stop it here at any time.';

/** What was wrong, and in which form of the page. */
export interface ManageAttempt {
  action: string;
  enrollment: string;
  values: Record<string, string>;
  fields: Record<string, string>;
}

export type ManageReply =
  { outcome: 'done'; flash: Flash } | { outcome: 'look-again'; page: ManagePage; attempt: ManageAttempt };

/** Who holds a manage link; `fresh`: it was asked for anew and opens a page that has rested. */
export interface Holder {
  subscriberId: string;
  fresh: boolean;
}

/** Where pressing a button of the reader's page leads. The services check that what is named belongs to the reader. */
@Injectable()
export class ManageFormService {
  constructor(
    private readonly reader: WalkReader,
    private readonly walks: WalkService,
    private readonly leaving: LeavingService,
    private readonly rights: RightsService,
    private readonly addresses: AddressChangeService,
  ) {}

  /** Throws HouseError 'gone' when the link no longer lives (rule 30). */
  page({ subscriberId, fresh }: Holder, now: Date): Promise<ManagePage> {
    return this.reader.managePage(subscriberId, now, fresh);
  }

  /** As `page`, then acts. What cannot be read comes back with its words; nothing was done then. */
  async act(holder: Holder, typed: Record<string, unknown>, clientAddress: string, now: Date): Promise<ManageReply> {
    const page = await this.page(holder, now);
    try {
      const command = readFields(manageSchema, typed);
      if (command.action === 'pause') checkPause(page, command, now);
      return { outcome: 'done', flash: await this.perform(holder.subscriberId, command, clientAddress, now) };
    } catch (error) {
      const fields = invalidIn(error);
      if (!fields) throw error;
      const values = keptValues(typed);
      return {
        outcome: 'look-again',
        page,
        attempt: { action: values.action ?? '', enrollment: values.enrollment ?? '', values, fields },
      };
    }
  }

  /** The link has rested too long: a new one goes to the address, and to nobody else. */
  sendManageLink(subscriberId: string, now: Date): Promise<void> {
    return this.rights.sendLink(subscriberId, 'manage-link', now);
  }

  private async perform(
    subscriberId: string,
    command: ManageCommand,
    clientAddress: string,
    now: Date,
  ): Promise<Flash> {
    switch (command.action) {
      case 'calendar': {
        const { zone, hour, weekdays } = command;
        return (await this.walks.changeCalendar(subscriberId, command.enrollment, { zone, hour, weekdays }, now))
          .outcome;
      }
      case 'pause':
        return (await this.walks.pause(subscriberId, command.enrollment, command.until, now)).outcome;
      case 'resume':
        return (await this.walks.resume(subscriberId, command.enrollment, now)).outcome;
      case 'next-now':
        return (await this.walks.nextNow(subscriberId, command.enrollment, command.lesson, now)).outcome;
      case 'leave':
        return (await this.leaving.course(subscriberId, command.enrollment, 'left by the reader', now)).outcome;
      case 'restart':
        return (await this.walks.restart(subscriberId, command.enrollment, clientAddress, now)).outcome;
      case 'repeat': {
        const { outcome } = await this.walks.repeatLatest(subscriberId, command.enrollment, now);
        return outcome === 'on-its-way' ? 'repeat-on-its-way' : outcome;
      }
      case 'newsletter':
        await this.leaving.setNewsletter(subscriberId, command.on === 'yes', newsletterWords, clientAddress, now);
        return command.on === 'yes' ? 'newsletter-on' : 'newsletter-off';
      case 'leave-everything':
        await this.leaving.everything(subscriberId, now);
        return 'left-everything';
      case 'download':
      case 'forget':
        await this.rights.sendLink(subscriberId, command.action, now);
        return 'link-sent';
      case 'change-address':
        await this.addresses.request(subscriberId, command.email, clientAddress, now);
        return 'change-sent';
    }
  }
}

/** Tomorrow at the earliest, a year at most, both in the zone of that walk. */
function checkPause(
  page: ManagePage,
  { enrollment, until }: { enrollment: string; until: string | null },
  now: Date,
): void {
  const walk = page.walks.find((each) => each.enrollmentId === enrollment);
  if (until === null || !walk) return;
  const today = localDateOf(now, walk.zone);
  if (until > today && until <= addDays(today, 366)) return;
  const expected = until > today ? 'Please choose a day within a year.' : 'Please choose a day after today.';
  throw faultyFields({ until: expected });
}
