import type { Page } from 'playwright-core';
import { Authenticator } from '../accounts/authenticator.js';

/**
 * Gives a window a device for passkeys. The browser that comes by npm has no WebAuthn (it falls over), so there its two calls
 * are answered by a device of ours; a browser named by CHROMIUM gets its own virtual one.
 */
export async function plugInPasskeyDevice(page: Page, origin: string): Promise<void> {
  if (process.env.CHROMIUM !== undefined) return plugInVirtual(page);
  const device = new Authenticator(origin);
  await page.exposeFunction('deviceCreates', (options: Parameters<Authenticator['create']>[0]) =>
    device.create(options),
  );
  await page.exposeFunction('deviceGets', (options: Parameters<Authenticator['get']>[0]) => device.get(options));
  await page.addInitScript(() => {
    const { deviceCreates, deviceGets } = globalThis as unknown as Record<
      string,
      (options: unknown) => Promise<object>
    >;
    // The options stay in their JSON form on their way through our hands.
    PublicKeyCredential.parseCreationOptionsFromJSON = (options) => options as never;
    PublicKeyCredential.parseRequestOptionsFromJSON = (options) => options as never;
    const credential = (json: object) =>
      Object.create(PublicKeyCredential.prototype, { toJSON: { value: () => json } }) as Credential;
    Object.defineProperty(navigator, 'credentials', {
      value: {
        create: async ({ publicKey }: { publicKey: unknown }) => credential(await deviceCreates!(publicKey)),
        get: async ({ publicKey }: { publicKey: unknown }) => credential(await deviceGets!(publicKey)),
      },
    });
  });
}

async function plugInVirtual(page: Page): Promise<void> {
  const devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
}
