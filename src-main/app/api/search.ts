import { PolicyId, TenantId, VersionId } from '#contract/model/ids.ts'
import { requireTypes } from '../capture/chosen-types.ts'
import { findWords } from '../search/find.ts'
import { hasWords, wordsIn } from '../search/words-in.ts'
import { requireTenant } from './ownership.ts'
import { readableVersion } from './readable-version.ts'
import type { search } from '#contract/api/search.ts'
import type { Handlers } from './handlers.ts'

export const searchHandlers: Handlers<keyof typeof search> = {
  'search.find': async ({ text, tenantId, type, current, after, before, limit }, { store, ports }) => {
    if (tenantId !== undefined) await requireTenant(store, tenantId)
    if (type !== undefined) requireTypes([type])
    const tenantIds = tenantId === undefined ? (await store.tenants.list()).map((tenant) => tenant.id) : [tenantId]
    const found = await findWords(
      { ...ports, store },
      text,
      { tenantIds, type: type ?? null, current, capturedAfter: after ?? null, capturedBefore: before ?? null },
      limit,
    )
    const shown = (hits: typeof found.names) =>
      hits.map(({ row: _row, ...hit }) => ({
        ...hit,
        versionId: VersionId.parse(hit.versionId),
        policyId: PolicyId.parse(hit.policyId),
        tenantId: TenantId.parse(hit.tenantId),
      }))
    return {
      names: shown(found.names),
      settings: shown(found.settings),
      scripts: shown(found.scripts),
      ids: shown(found.ids),
      due: await store.search.countDue(tenantIds),
    }
  },

  'search.explain': async ({ text }, { store, ports, owned }) => {
    const words = wordsIn(text)
    const rows = (await readableVersion({ ...ports, store }, owned.versionId)).flatMap((section) => section.rows)
    const whole = rows.filter((row) => hasWords(`${row.name} ${row.value}`, words))
    return (
      whole.length > 0
        ? whole
        : rows.filter((row) => words.some((word) => hasWords(`${row.name} ${row.value}`, [word])))
    )
      .slice(0, 3)
      .map((row) => ({ ...row, value: row.value.slice(0, 2_000) }))
  },
}
