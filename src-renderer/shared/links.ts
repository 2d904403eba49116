/** The part of an address behind `#` that names a tenant, and the page of it. */
const tenantPage = /^\/tenant\/([^/]+)(\/.*)?$/
const scheme = 'atlas:/'

/** Where a link leads: a page of a tenant. */
export interface Linked {
  readonly tenantId: string
  readonly page: string
}

/** What the part of an address behind `#` says; null if it names no tenant. */
export function linkedPage(hash: string): Linked | null {
  const [, tenantId, page = '/overview'] = tenantPage.exec(hash) ?? []
  return tenantId === undefined ? null : { tenantId, page }
}

/** The address in this window for a link like `atlas://tenant/<id>/runs`; null if it isn't one. */
export const pageOfLink = (link: string): string | null =>
  link.startsWith(`${scheme}/`) ? link.slice(scheme.length) : null

/**
 * A link to a page of a tenant: for the desktop app, or for this address in a browser.
 *
 * @param page as it stands behind `#`
 */
export const linkTo = (tenantId: string, page: string): string =>
  (window.atlas ? scheme : `${window.location.origin}${window.location.pathname}#`) + `/tenant/${tenantId}${page}`

/** The page that is shown, as it stands in the address. */
export const shownPage = (): string => window.location.hash.slice(1) || '/overview'
