import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { clientKey } from './client-address.js';
import { HouseError } from '../house-error.js';
import { RequestCounters } from './request-counter.store.js';

const hour = 3600;
/** An address may be typed wrong, typed again, and asked for a second course; more in one hour is somebody else's doing. */
const signupsPerAddress = 6;
/** Enough to try a letter's every change, too few to write to the world by (rule 42). */
const testLetters = 20;
const linkTrials = 30;

/** How often the doors may be knocked at (rule 35). All counts are per hour, shared by all processes. */
@Injectable()
export class RequestLimit {
  constructor(
    private readonly counters: RequestCounters,
    private readonly config: Config,
  ) {}

  /** Throws HouseError 'too-many' once a client has sent more than SIGNUPS_PER_CLIENT sign-ups within the hour. */
  async countSignup(clientAddress: string): Promise<void> {
    const limit = this.config.settings.SIGNUPS_PER_CLIENT;
    const wait = await this.counters.count(`signup:${clientKey(clientAddress)}`, limit, hour);
    if (wait > 0) throw tooMany('There have been many sign-ups from your connection.', wait);
  }

  /** False: this address was typed in too often, so say the same as always and write nothing. Keeps only a hash of it. */
  async addressMaySignUp(address: string): Promise<boolean> {
    const hash = createHash('sha256').update(address.toLowerCase()).digest('base64url');
    return (await this.counters.count(`address:${hash}`, signupsPerAddress, hour)) === 0;
  }

  /** Throws HouseError 'too-many' once somebody of the team has sent 20 test letters within the hour. */
  async countTestLetter(adminId: string): Promise<void> {
    const wait = await this.counters.count(`test-letter:${adminId}`, testLetters, hour);
    if (wait > 0) throw tooMany(`You have sent ${testLetters} test letters within the hour.`, wait);
  }

  /** Throws HouseError 'too-many' once somebody of the team has had links tried 30 times within the hour. */
  async countLinkTrial(adminId: string): Promise<void> {
    const wait = await this.counters.count(`link-trial:${adminId}`, linkTrials, hour);
    if (wait > 0) throw tooMany('Links were tried many times within the hour.', wait);
  }
}

function tooMany(what: string, seconds: number): HouseError {
  const minutes = Math.ceil(seconds / 60);
  const wait = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return new HouseError('too-many', `${what} Please try again in ${wait}.`, { retryAfterSeconds: seconds });
}
