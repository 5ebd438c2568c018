import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';

/**
 * Whether a request that may change something comes from our own pages or from no page at all.
 * A browser names the page's origin and its relation to us; other clients send neither.
 */
export function isOurs(headers: IncomingHttpHeaders, host: string, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.origin;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}

export function isFromUs(request: FastifyRequest, publicUrl: string): boolean {
  return isOurs(request.headers, request.host, publicUrl);
}
