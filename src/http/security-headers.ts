import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

const privatePage = /^\/(?:confirm|manage|unsubscribe|lessons)(?:\/|$)/;

/**
 * Headers of every answer. Scripts, styles and forms are our own only, no page may be framed, no link tells the next
 * site which token brought the reader here. Pages behind a token are neither kept by caches nor listed by search engines.
 */
export function securityHeaders(publicUrl: string): RequestHandler {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    // Only where readers come by https: on loopback the header would lock other local sites out of http.
    strictTransportSecurity: publicUrl.startsWith('https:'),
  });
  return (request: Request, response: Response, next: NextFunction) => {
    protect(request, response, (error?: unknown) => {
      if (privatePage.test(request.path)) {
        response.setHeader('Cache-Control', 'no-store');
        response.setHeader('X-Robots-Tag', 'noindex, nofollow');
      }
      // Letters opened in a web mail show these pictures on another site's page.
      if (request.path.startsWith('/pictures/')) response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
      next(error);
    });
  };
}

/**
 * For the letter in the browser alone: letters carry their styles inline, and their pictures are named by the site's
 * public address, which is not 'self' for someone who came by another name (localhost, 127.0.0.1). No scripts at all.
 */
export function letterPolicy(publicUrl: string): string {
  const images = `'self' data: ${new URL(publicUrl).origin}`;
  return [
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",
    `img-src ${images}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * For the admin pages: styles carry the page's own nonce (Mantine writes <style> elements), previews stand in frames of our
 * own, and pictures may be shown before they are uploaded.
 */
export function adminPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "frame-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The same for a letter that the admin shows in a frame of its own pages. */
export function framedLetterPolicy(publicUrl: string): string {
  return letterPolicy(publicUrl)
    .replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    .replace("form-action 'self'", "form-action 'none'");
}
