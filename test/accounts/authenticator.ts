import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

interface CreationOptions {
  challenge: string;
  rp: { id?: string };
  user: { id: string };
}

interface RequestOptions {
  challenge: string;
  rpId?: string;
}

const flags = { present: 0x01, verified: 0x04, withKey: 0x40 };
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();

/** A passkey device as WebAuthn level 3 describes it, one key (ES256), attestation 'none'; answers in WebAuthn's JSON forms. */
export class Authenticator {
  private readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userHandle: string | null = null;
  private uses = 0;
  /** False: the device takes whoever holds it. */
  asks = true;

  constructor(private readonly origin: string) {}

  create(options: CreationOptions) {
    this.userHandle = options.user.id;
    const data = this.data(options.rp.id, this.credential());
    const head = [...cborText('fmt'), ...cborText('none'), ...cborText('attStmt'), 0xa0, ...cborText('authData')];
    const attestation = Buffer.concat([Buffer.from([0xa3, ...head, 0x58, data.length]), data]);
    return this.answer({
      clientDataJSON: this.client('webauthn.create', options.challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  get(options: RequestOptions) {
    const data = this.data(options.rpId);
    const client = this.client('webauthn.get', options.challenge);
    const signature = createSign('sha256').update(data).update(sha256(client)).sign(this.privateKey);
    return this.answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: this.userHandle,
    });
  }

  private get privateKey(): KeyObject {
    return this.keys.privateKey;
  }

  private answer(response: object) {
    const id = this.id.toString('base64url');
    return {
      id,
      rawId: id,
      type: 'public-key',
      response,
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
    };
  }

  private client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  private data(rpId = new URL(this.origin).hostname, credential: Buffer | null = null): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.uses);
    const said = flags.present | (this.asks ? flags.verified : 0) | (credential ? flags.withKey : 0);
    return Buffer.concat([sha256(rpId), Buffer.from([said]), counter, credential ?? Buffer.alloc(0)]);
  }

  private credential(): Buffer {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const point = (label: number, value: string) => [label, 0x58, 0x20, ...Buffer.from(value, 'base64url')];
    const cose = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, ...point(0x21, x), ...point(0x22, y)]);
    return Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose]);
  }
}

/** A text of fewer than 24 bytes in CBOR. */
function cborText(text: string): number[] {
  return [0x60 + text.length, ...Buffer.from(text)];
}
