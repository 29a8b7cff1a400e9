import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Config } from '../config/config.js';
import { trustedProxies } from './client-address.js';
import { describeApi } from './openapi.js';
import { requestBody } from './request-body.js';
import { sameOriginOnly } from './same-origin.hook.js';
import { securityHeaders } from './security-headers.js';
import { signupElsewhere } from './signup-elsewhere.hook.js';

/**
 * What every door stands behind, in this order: headers first, so that errors carry them too; then who may press a
 * button; then the body. Call once, before init() or listen(), on an application made with `bodyParser: false`.
 * A handler that reads the body itself (an upload, a library's own routes) is put before this call.
 */
export function prepareHttp(app: NestExpressApplication, config: Pick<Config, 'publicUrl' | 'settings'>): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustedProxies(config.settings.TRUST_PROXY));
  app.use(securityHeaders(config.publicUrl), sameOriginOnly(config.publicUrl), signupElsewhere());
  let description: OpenAPIObject | null = null;
  app.use('/api/openapi.json', (_request: Request, response: Response) => {
    response.json((description ??= describeApi(app, config.publicUrl)));
  });
  app.use(...requestBody());
}
