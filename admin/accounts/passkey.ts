import { ApiProblem } from '../api/problem.js';
import { entryCall } from './entry-call.js';

/** Whether this browser can: old ones lack the JSON forms of WebAuthn (level 3), and http elsewhere than on localhost has none. */
export function passkeysWork(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** The whole ceremony; resolves once somebody is signed in. Throws ApiProblem, also when the person thinks better of it. */
export async function signInByPasskey(): Promise<void> {
  const options = await entryCall<PublicKeyCredentialRequestOptionsJSON>(
    'GET',
    '/auth/passkey/generate-authenticate-options',
  );
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options, userVerification: 'required' });
  const response = await asked(() => navigator.credentials.get({ publicKey }));
  await entryCall('POST', '/auth/passkey/verify-authentication', { response });
}

/** Throws ApiProblem. `name`: how its owner tells it from others. */
export async function addPasskey(name: string): Promise<void> {
  const options = await entryCall<PublicKeyCredentialCreationOptionsJSON>(
    'GET',
    '/auth/passkey/generate-register-options',
  );
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const response = await asked(() => navigator.credentials.create({ publicKey }));
  await entryCall('POST', '/auth/passkey/verify-registration', { response, name });
}

/** A name to begin with: what this device calls itself. */
export function deviceName(): string {
  const agent = navigator.userAgent;
  const known = ['iPhone', 'iPad', 'Android', 'Windows', 'Macintosh', 'Linux'].find((each) => agent.includes(each));
  return known === 'Macintosh' ? 'Mac' : (known ?? 'This device');
}

async function asked(ask: () => Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential.toJSON();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError')
      throw new ApiProblem(0, 'This device has a passkey for you already.');
  }
  throw new ApiProblem(0, 'No passkey was used. You can try again, or use your password.');
}
