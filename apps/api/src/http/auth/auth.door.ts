import { Module } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { AuthRoutes } from './auth.routes.js';
import { SignInRoutes } from './sign-in.routes.js';

/** Everything under `/sign-in`, `/sign-out` and `/api/auth`. `SignIn` comes from the identity room's `signInModule`. */
@Module({ providers: [AuthRoutes, SignInRoutes] })
export class AuthDoor {
  constructor(
    private readonly auth: AuthRoutes,
    private readonly pages: SignInRoutes,
  ) {}

  register(app: FastifyInstance): void {
    this.auth.register(app);
    this.pages.register(app);
  }
}
