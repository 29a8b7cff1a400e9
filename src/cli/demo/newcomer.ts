import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** The one person of the demo who comes through the front door. */
export const newcomer = { email: 'robin@readers.test', firstName: 'Robin', zone: 'Europe/London', hour: '07:30' };

/** Gives the text of the newest letter to an address; null: none has come yet. */
export type Mailbox = (address: string) => Promise<string | null>;

const letterWithinMs = 30_000;
const lookEveryMs = 100;

/**
 * Signs up as a person would, over HTTP alone: opens the page, sends the form, reads the letter, follows its link, presses
 * the button. Throws in plain words when a step does not work.
 * @param site where the demo's site listens, without a trailing slash
 */
export async function signUpByHand(site: string, slug: string, mailbox: Mailbox, stop: AbortSignal): Promise<void> {
  const { email, firstName, zone, hour } = newcomer;
  const page = `${site}/courses/${slug}`;
  await answered(await fetch(page, { signal: stop }), 'the sign-up page');
  const form = new URLSearchParams({ email, first_name: firstName, zone, hour });
  await answered(await fetch(`${page}/signup`, { method: 'POST', body: form, signal: stop }), 'the sign-up form');
  const link = await confirmLink(mailbox, stop);
  await answered(await fetch(link, { signal: stop }), 'the page of the confirmation letter');
  const choices = new URLSearchParams({ first_name: firstName, zone, hour });
  await answered(await fetch(link, { method: 'POST', body: choices, signal: stop }), 'the confirmation');
}

/** The inbox of the demo, read the way its own page reads it. */
export function inboxMailbox(inboxUrl: string): Mailbox {
  const summary = z.object({
    items: z.array(z.object({ id: z.string(), to: z.array(z.object({ address: z.string() })) })),
  });
  const letter = z.object({ text: z.string() });
  return async (address) => {
    const list = summary.parse(await (await fetch(`${inboxUrl}api/email/summary`)).json());
    const newest = list.items.find((item) => item.to.some((one) => one.address === address));
    return newest ? letter.parse(await (await fetch(`${inboxUrl}api/email/${newest.id}`)).json()).text : null;
  };
}

/** Where letters go to a server of your own, the demo reads the one letter it has to as it leaves. */
export function ownMailbox(latest: () => Buffer | null): Mailbox {
  return () => Promise.resolve(latest()?.toString('latin1').replace(/=\r\n/g, '').replace(/=3D/g, '=') ?? null);
}

async function confirmLink(mailbox: Mailbox, stop: AbortSignal): Promise<string> {
  for (let waited = 0; waited < letterWithinMs; waited += lookEveryMs) {
    const link = /https?:\/\/[^\s/]+\/confirm\/[\w.~-]+/.exec((await mailbox(newcomer.email)) ?? '')?.[0];
    if (link) return link;
    await pause(lookEveryMs, undefined, { signal: stop });
  }
  throw new Error(`no confirmation letter came to ${newcomer.email} within ${letterWithinMs / 1000} seconds`);
}

async function answered(response: Response, what: string): Promise<void> {
  const body = await response.text();
  if (!response.ok)
    throw new Error(`${what} answered ${response.status}: ${body.replace(/<[^>]*>/g, ' ').slice(0, 200)}`);
}
