import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import type { AuthEvents } from './auth-events.service.js';

/** What a route of the library that went well means, in the audit log's words. */
const actions: Record<string, string> = {
  '/change-password': 'admin.password_changed',
  '/two-factor/disable': 'admin.second_factor_removed',
  '/two-factor/generate-backup-codes': 'admin.recovery_codes_made',
  '/passkey/verify-registration': 'admin.passkey_added',
  '/passkey/update-passkey': 'admin.passkey_renamed',
  '/passkey/delete-passkey': 'admin.passkey_removed',
};
const doors: Record<string, string> = {
  '/sign-in/email': 'password',
  '/two-factor/verify-totp': 'password and code',
  '/two-factor/verify-backup-code': 'password and recovery code',
  '/passkey/verify-authentication': 'passkey',
};

/** Put after the library's own plugins: what a second factor still holds back has not happened yet. */
export function authPlugin(events: AuthEvents): BetterAuthPlugin {
  return {
    id: 'coursepost',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/two-factor/verify-totp',
          handler: createAuthMiddleware(async (context) => {
            const adminId = await whoTypes(context);
            const code: unknown = context.body?.code;
            if (adminId === null || typeof code !== 'string') return;
            if (!(await events.firstUse(adminId, code)))
              throw new APIError('UNAUTHORIZED', { code: 'CODE_USED', message: 'used' });
          }),
        },
      ],
      after: [
        {
          matcher: ({ path }) => path !== undefined && (path in actions || path in doors),
          handler: createAuthMiddleware(async ({ path, context }) => {
            if (isAPIError(context.returned)) return;
            const before = context.session?.user.id;
            const action = actions[path];
            if (before !== undefined) {
              // Somebody already in: a code typed now is the one that switches the second factor on.
              const done = action ?? (path === '/two-factor/verify-totp' ? 'admin.second_factor_added' : null);
              if (done !== null) await events.happened(before, done);
            } else if (context.newSession) {
              await events.happened(context.newSession.user.id, 'admin.signed_in', { with: doors[path] });
            }
          }),
        },
      ],
    },
  };
}

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Somebody signed in, or somebody whose password was right a moment ago and who owes the code; null: nobody. */
async function whoTypes(context: HookContext): Promise<string | null> {
  const session = await getSessionFromCtx(context);
  if (session) return session.user.id;
  const cookie = context.context.createAuthCookie('two_factor');
  const challenge = await context.getSignedCookie(cookie.name, context.context.secret);
  if (!challenge) return null;
  return (await context.context.internalAdapter.findVerificationValue(challenge))?.value ?? null;
}
