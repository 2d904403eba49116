import { expect, it } from 'vitest'
import { linkedPage, pageOfLink } from './links.ts'

it('a link names a tenant and a page of it (905-24)', () => {
  expect(pageOfLink('atlas://tenant/a-b/versions/c/d')).toBe('/tenant/a-b/versions/c/d')
  expect(linkedPage('/tenant/a-b/versions/c/d')).toEqual({ tenantId: 'a-b', page: '/versions/c/d' })
  expect(linkedPage('/tenant/a-b/compare/%7B%22x%22%3A1%7D')?.page).toBe('/compare/%7B%22x%22%3A1%7D')
})

it.each([
  ['/tenant/a-b', { tenantId: 'a-b', page: '/overview' }],
  ['/tenant/a-b/', { tenantId: 'a-b', page: '/' }],
  ['/tenant/', null],
  ['/tenants', null],
  ['/runs/tenant/a', null],
])('%s (905-24)', (hash, linked) => expect(linkedPage(hash)).toEqual(linked))

it.each(['/home/a.atlas', 'file:///a.atlas', 'https://example.com', 'atlas:tenant/a'])(
  '%s is no link (905-24)',
  (text) => expect(pageOfLink(text)).toBeNull(),
)
