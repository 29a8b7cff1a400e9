import { passkey } from '@better-auth/passkey';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { APIError, isAPIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins';
import type { Pool } from 'pg';
import type { AuthEvents } from './auth-events.service.js';
import { authPlugin } from './auth-plugin.js';
import { clientAddressHeader } from './auth-headers.js';
import { passwordLength } from './entry.schema.js';

const day = 86_400;

/** Where the library keeps its things: our table and column names, made by our migration. A test compares the two. */
const admin = {
  modelName: 'admins',
  fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  additionalFields: { role: { type: 'string', required: true, input: false } },
} as const;
const session = {
  modelName: 'admin_sessions',
  fields: {
    expiresAt: 'expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
    ipAddress: 'client_address',
    userAgent: 'user_agent',
    userId: 'admin_id',
  },
} as const;
const account = {
  modelName: 'admin_credentials',
  fields: {
    accountId: 'account_id',
    providerId: 'provider_id',
    userId: 'admin_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
} as const;
const verification = {
  modelName: 'admin_challenges',
  fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
} as const;
const secondFactorSchema = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'admin_second_factors',
    fields: {
      backupCodes: 'recovery_codes',
      userId: 'admin_id',
      failedVerificationCount: 'failed_count',
      lockedUntil: 'locked_until',
    },
  },
} as const;
const passkeySchema = {
  passkey: {
    modelName: 'admin_passkeys',
    fields: {
      publicKey: 'public_key',
      userId: 'admin_id',
      credentialID: 'credential_id',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
} as const;

export interface AuthSurroundings {
  /** TypeORM's own pool: one per process, closed with it. */
  pool: Pool;
  publicUrl: string;
  secret: string;
  events: AuthEvents;
  log: (level: string, message: string) => void;
}

/**
 * better-auth as this house uses it: people come in by invitation only, nothing is sent by the library, its limiter and its
 * origin check are ours (they would be off or different by NODE_ENV), and it tells nobody that it is here.
 */
function authOptions({ pool, publicUrl, secret, events, log }: AuthSurroundings) {
  return {
    appName: 'Coursepost',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: pool,
    user: admin,
    session: { ...session, expiresIn: 14 * day, updateAge: day, freshAge: day },
    account,
    verification,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log },
    // What it refuses is answered, not logged; what fails in it is ours to mend.
    onAPIError: { onError: (error: unknown) => (isAPIError(error) ? undefined : log('error', String(error))) },
    advanced: {
      cookiePrefix: 'coursepost',
      useSecureCookies: publicUrl.startsWith('https:'),
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    plugins: [
      twoFactor({ issuer: 'Coursepost', schema: secondFactorSchema }),
      passkey({
        rpID: new URL(publicUrl).hostname,
        rpName: 'Coursepost',
        schema: passkeySchema,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          // A passkey stands for password and second factor at once, so the device must have asked who is there.
          afterVerification: ({ verification: { authenticationInfo } }) => {
            if (!authenticationInfo.userVerified)
              throw new APIError('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED', message: 'The device did not ask.' });
          },
        },
      }),
      authPlugin(events),
    ],
  } satisfies BetterAuthOptions;
}

export function openLibrary(surroundings: AuthSurroundings) {
  return betterAuth(authOptions(surroundings));
}
