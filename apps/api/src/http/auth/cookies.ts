import type { FastifyReply } from 'fastify';
import type { CookiesToSet } from '#identity';

/** More than names, a password and an address need. */
export const FORM_BYTES = 8_192;

export function setCookies(reply: FastifyReply, cookies: CookiesToSet): FastifyReply {
  for (const line of cookies) reply.header('set-cookie', line);
  return reply;
}
