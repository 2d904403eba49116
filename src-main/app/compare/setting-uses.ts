import { PolicyId } from '#contract/model/ids.ts'
import type { SettingUse } from '#contract/model/compare.ts'
import type { SideItem } from '#domain/compare/compare.ts'
import { reachOf } from '#domain/compare/reach.ts'
import type { ReadableRow } from '#domain/readable/readable.ts'
import { breathe } from '../breathe.ts'
import { readableDocument } from '../api/readable-version.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import { conflictsNow, type SettingHolder } from './setting-conflicts.ts'
import { loadSide } from './side.ts'
import { words } from '#domain/readable/words.ts'

interface Use extends SettingHolder {
  readonly policyName: string
}

/** Every setting that policies of a tenant currently set, in any policy (spec 043). */
export async function settingUses(
  ports: Pick<Ports, 'settingDefinitions' | 'contracts'> & { readonly store: ReadStore },
  tenantId: string,
  severalOnly: boolean,
  now: Date,
): Promise<SettingUse[]> {
  const found = new Map<string, { name: string; uses: Use[] }>()
  const { conflictOf } = await conflictsNow(ports.store, tenantId, now)
  for (const item of (await loadSide(ports.store, tenantId, { now: true })).items) {
    if (item.type.settings === null) continue
    const version = await ports.store.versions.find(item.versionId)
    if (!version) continue
    const reach = reachOf(item.document)
    const settingIdOf = item.type.settings.idsIn(item.document, item.type)
    const sections = await readableDocument(
      ports,
      { tenantId, type: item.type.key },
      item.document,
      new Map(Object.entries(version.names)),
    )
    for (const { title, rows } of sections) {
      // Names, descriptions and targets aren't settings, and scripts are content.
      if (title === words.basics.title || title === words.assignments.title) continue
      for (const [index, row] of rows.entries()) {
        const id = settingIdOf(row)
        if (id === null || row.language !== undefined || row.value === '') continue
        const entry = found.get(id) ?? { name: nameOf(item, rows, index), uses: [] }
        entry.uses.push({
          policyId: item.policyId,
          policyName: item.name,
          value: row.value,
          type: item.type,
          document: item.document,
          reach,
        })
        found.set(id, entry)
      }
    }
  }
  const settings: SettingUse[] = []
  for (const [id, { name, uses }] of found) {
    if (severalOnly && new Set(uses.map((use) => use.policyId)).size < 2) continue
    await breathe()
    const conflict = await conflictOf(id, uses)
    settings.push({
      id,
      name,
      conflict,
      conflicts: conflict?.certainty === 'certain' && conflict.settledBy === null,
      uses: uses.map((use) => ({
        policyId: PolicyId.parse(use.policyId),
        policyName: use.policyName,
        value: use.value,
        assigned: use.reach.targets.length > 0,
      })),
    })
  }
  return settings.toSorted(
    (left, right) => Number(right.conflicts) - Number(left.conflicts) || left.name.localeCompare(right.name),
  )
}

/** A name that is clear on its own: with the ADMX setting for a value, or with the kind of policy for a property. */
function nameOf({ type, document }: SideItem, rows: readonly ReadableRow[], index: number): string {
  const row = rows[index]!
  if (type.settings?.namedByHeading && row.depth > 0)
    return `${rows.slice(0, index).findLast((above) => above.depth === 0)?.name ?? ''}: ${row.name}`
  return row.key in document ? `${row.name} (${type.kindOf(document)})` : row.name
}
