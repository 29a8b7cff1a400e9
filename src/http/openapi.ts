import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { describeDetails } from './openapi-details.js';

/** /api/openapi.json: what the admin API takes and answers, read off its routes and their schemas. */
export function describeApi(app: INestApplication, publicUrl: string): OpenAPIObject {
  const head = new DocumentBuilder()
    .setTitle('Coursepost')
    .setDescription(
      'Everything the admin pages do. Errors are application/problem+json (RFC 9457); `fields` names each wrong field. ' +
        'Every call that changes something takes an Idempotency-Key: the same key again gives the same answer and does nothing twice.',
    )
    .setVersion('1')
    .addServer(publicUrl)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, made under Team and keys.' }, 'key')
    .addSecurityRequirements('key')
    .build();
  const whole = SwaggerModule.createDocument(app, head);
  const ours = Object.entries(whole.paths).filter(([path]) => path.startsWith('/api/admin'));
  return describeDetails({ ...whole, paths: Object.fromEntries(ours) });
}
