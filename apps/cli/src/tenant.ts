import { Organisations, type Tenant } from '#identity';
import { DomainError } from '#kernel';
import type { GetService } from './rooms.js';
import './tools.problems.js';

/** The tenant of that slug; without a slug the only one there is. Throws NOT_FOUND, TENANT_UNCLEAR. */
export async function tenantFor(get: GetService, slug: string | undefined): Promise<Tenant> {
  const organisations = get(Organisations);
  if (slug !== undefined) return organisations.tenantBySlug(slug);
  const [only, ...others] = await organisations.tenantIds();
  if (only === undefined || others.length > 0) throw new DomainError('TENANT_UNCLEAR');
  return organisations.tenantById(only);
}
