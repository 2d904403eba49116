import { inUri } from '#domain/uri.ts'
/** The versions of Graph below which every path lies (Graph docs: versioning and support). */
const prefixes = ['/v1.0/', '/beta/'] as const

/**
 * Resolves a path, or a link from Graph, against the service.
 *
 * @param service base address of the service, without a version
 * @returns the absolute address; null for one with another origin, with credentials, or outside the known versions: a
 * request to it would take the access token to a stranger
 */
export function addressWithin(service: string, link: string): string | null {
  if (!URL.canParse(link, service)) return null
  const address = new URL(link, service)
  if (address.origin !== new URL(service).origin || address.username !== '' || address.password !== '') return null
  return prefixes.some((prefix) => address.pathname.startsWith(prefix)) ? address.href : null
}

/** A path with the ID of its tenant: some of Graph's addresses name the organization. */
export const inTenant = (path: string, tenantId: string): string => path.replace('{tenantId}', inUri(tenantId))
