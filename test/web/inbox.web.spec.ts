import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import { openChromium } from '../../scripts/chromium.js';
import { type Inbox, startInbox } from '../../src/mail/inbox.js';

describe('The inbox that opens beside the site', () => {
  let folder: string;
  let inbox: Inbox;
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coursepost-inbox-'));
    [inbox, browser] = await Promise.all([startInbox({ webPort: 0, dataDir: folder }), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await inbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('opens the page behind a letter’s button, and runs nothing that a letter brings along', async () => {
    const target = `${inbox.webUrl}api/email/summary`;
    const html = `<script>parent.document.title = "taken over"</script><a href="${target}" target="_blank">Yes, start the course</a>`;
    const mail = createTransport({ url: inbox.smtpUrl });
    await mail.sendMail({ from: 'coach@example.com', to: 'maya@example.com', subject: 'One click', html });
    mail.close();
    const page = await browser.newPage();
    page.context().setDefaultTimeout(120_000);
    await page.goto(inbox.webUrl);
    await page.getByText('One click').first().click();
    const opened = page.context().waitForEvent('page');
    await page.frameLocator('iframe').getByRole('link', { name: 'Yes, start the course' }).click();
    const site = await opened;
    await site.waitForURL(target);
    expect(await site.locator('body').innerText()).toContain('One click');
    expect(await page.title()).not.toBe('taken over');
  });
});
