import { Injectable } from '@nestjs/common';
import { OutboundFetch } from '../http/outbound-fetch.js';
import type { OutboundAnswer } from '../http/pinned-request.js';
import { RequestLimit } from '../http/request-limit.js';
import type { LinksTried } from './letter-preview.schema.js';

type Tried = LinksTried['links'][number];

/** Opens the links of a letter, when somebody asks, to see whether they lead anywhere. */
@Injectable()
export class LinkTrialService {
  constructor(
    private readonly outbound: OutboundFetch,
    private readonly limit: RequestLimit,
  ) {}

  /** All at once, ten seconds at most. HouseError 'too-many' after 30 trials an hour and person. */
  async try(urls: readonly string[], adminId: string): Promise<LinksTried> {
    await this.limit.countLinkTrial(adminId);
    return { links: await Promise.all([...new Set(urls)].map((url) => this.one(url))) };
  }

  private async one(url: string): Promise<Tried> {
    if (/^mailto:/i.test(url)) return { url, outcome: 'unknown', says: 'An address to write to cannot be tried.' };
    return { url, ...judge(await this.outbound.fetch(url, { redirects: 3, wantsBody: false })) };
  }
}

function judge(answer: OutboundAnswer): Pick<Tried, 'outcome' | 'says'> {
  if (answer.outcome === 'refused') return { outcome: 'broken', says: `Readers cannot open it: ${answer.because}.` };
  if (answer.outcome === 'failed') {
    const outcome = answer.because === 'nobody answered in time' ? 'unknown' : 'broken';
    return { outcome, says: `It did not open: ${answer.because}.` };
  }
  const { status } = answer;
  if (status < 400) return { outcome: 'opens', says: 'It opens.' };
  if (status === 404 || status === 410) return { outcome: 'broken', says: `There is no such page (${status}).` };
  return { outcome: 'unknown', says: `It answers ${status}; some sites turn programs away. Please open it yourself.` };
}
