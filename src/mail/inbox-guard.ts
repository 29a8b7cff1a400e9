import type { IncomingMessage, Server } from 'node:http';
import { isLoopback } from '../config/loopback.js';

/**
 * Makes a local web server answer its own pages only. Any web site can make its visitor's browser ask 127.0.0.1, over a
 * WebSocket (which knows no CORS) or under a name of its own that points there (DNS rebinding), and so read the mails and the
 * links in them. Refused: an Origin other than the server's own; on a loopback address also a Host that is not loopback.
 * Call it when all listeners are attached: it puts itself before them.
 */
export function guardInbox(web: Server, boundTo: string): void {
  for (const event of ['request', 'upgrade'] as const) {
    const listeners = web.listeners(event);
    web.removeAllListeners(event);
    web.on(event, (request: IncomingMessage, ...rest: unknown[]) => {
      if (isOwn(request, boundTo)) for (const listener of listeners) listener.call(web, request, ...rest);
      else request.socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    });
  }
}

function isOwn(request: IncomingMessage, boundTo: string): boolean {
  const { host, origin } = request.headers;
  if (origin !== undefined && hostOf(origin) !== host) return false;
  return !isLoopback(boundTo) || (host !== undefined && isLoopback(host.replace(/:\d+$/, '')));
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null; // "null" is what a sandboxed page sends
}
