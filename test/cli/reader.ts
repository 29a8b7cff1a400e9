import { until } from './coursepost-process.js';

interface InboxLetter {
  id: string;
  subject: string;
  to: Array<{ address: string }>;
}

/** A person with a browser and the inbox: everything over HTTP, nothing known of the house within. */
export class Reader {
  constructor(
    private readonly site: string,
    private readonly inbox: string,
    readonly email: string,
  ) {}

  async signUp(): Promise<void> {
    const form = new URLSearchParams({ email: this.email, first_name: 'Ada', zone: 'Europe/London', hour: '07:00' });
    const answer = await fetch(`${this.site}/courses/strong-glutes/signup`, { method: 'POST', body: form });
    if (!answer.ok) throw new Error(`sign-up answered ${answer.status}`);
  }

  /** Follows the link of the confirmation letter and presses the button. */
  async confirm(): Promise<void> {
    const link = /http:\/\/\S+\/confirm\/[\w.~-]+/.exec(await this.letter(/your course begins/))?.[0];
    if (!link) throw new Error('no link in the confirmation letter');
    const page = this.site + new URL(link).pathname;
    for (const answer of [await fetch(page), await fetch(page, { method: 'POST', body: new URLSearchParams() })])
      if (!answer.ok) throw new Error(`the confirmation page answered ${answer.status}`);
  }

  /** The text of the letter whose subject matches, once it is there. */
  async letter(subject: RegExp): Promise<string> {
    let found: InboxLetter | undefined;
    await until(`a letter ${subject} to ${this.email} lies in the inbox`, async () => {
      found = (await this.letters()).find((one) => subject.test(one.subject));
      return found !== undefined;
    });
    const whole = (await (await fetch(`${this.inbox}/api/email/${found?.id}`)).json()) as { text: string };
    return whole.text;
  }

  /** Subjects of all letters, newest first. */
  async subjects(): Promise<string[]> {
    return (await this.letters()).map((letter) => letter.subject);
  }

  private async letters(): Promise<InboxLetter[]> {
    const { items } = (await (await fetch(`${this.inbox}/api/email/summary`)).json()) as { items: InboxLetter[] };
    return items.filter((one) => one.to.some((to) => to.address === this.email));
  }
}
