import type { Response } from 'express';

/** What a door answers with; errors are thrown instead. */
export type Reply =
  | { html: string; status?: number; /** Content-Security-Policy in place of the usual one. */ policy?: string }
  | { /** Path on this site; after a form always by 303, so that reloading repeats nothing. */ goTo: string }
  | { /** Path on this site where this page is to be found now. */ movedTo: string }
  | { json: object; status?: number; /** Offered as a file to keep. */ fileName?: string }
  | { text: string };

export function answer(response: Response, reply: Reply): void {
  if ('goTo' in reply) return response.redirect(303, reply.goTo);
  // Asked for anew each time: a course may go back to an address it had.
  if ('movedTo' in reply) return response.set('Cache-Control', 'no-cache').redirect(301, reply.movedTo);
  // Nest would answer every POST with 201.
  if ('text' in reply) return void response.status(200).type('text/plain').send(reply.text);
  response.status(reply.status ?? 200);
  if ('html' in reply) {
    if (reply.policy) response.setHeader('Content-Security-Policy', reply.policy);
    return void response.type('html').send(reply.html);
  }
  if (reply.fileName) response.attachment(reply.fileName);
  response.type('json').send(JSON.stringify(reply.json, null, reply.fileName ? 2 : undefined));
}
