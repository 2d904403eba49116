import type { SideItem } from '#domain/compare/compare.ts'
import { reachOf } from '#domain/compare/reach.ts'
import type { ReadableRow } from '#domain/readable/readable.ts'
import { words } from '#domain/readable/words.ts'
import { readableDocument } from '../api/readable-version.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import type { SettingHolder } from './setting-conflicts.ts'
import type { LoadedSide } from './side.ts'

/** What it takes to read settings in words. */
export type SettingPorts = Pick<Ports, 'settingDefinitions' | 'contracts'> & { readonly store: ReadStore }

/** A value of a setting in a policy. */
export interface HeldSetting extends SettingHolder {
  readonly policyName: string
}

/** A setting, and every value that policies have for it. */
export interface FoundSetting {
  readonly name: string
  readonly uses: HeldSetting[]
}

/**
 * Every setting in the policies of a state, by its ID.
 *
 * @param wordsOf the tenant whose definitions put settings into words; values of two states are only equal in the same words
 */
export async function settingsIn(
  ports: SettingPorts,
  { tenantId, items }: LoadedSide,
  wordsOf = tenantId,
): Promise<Map<string, FoundSetting>> {
  const found = new Map<string, FoundSetting>()
  for (const item of items) {
    if (item.type.settings === null) continue
    const version = await ports.store.versions.find(item.versionId)
    if (!version) continue
    const reach = reachOf(item.document)
    const settingIdOf = item.type.settings.idsIn(item.document, item.type)
    const sections = await readableDocument(
      ports,
      { tenantId: wordsOf, type: item.type.key },
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
  return found
}

/** A name that is clear on its own: with the ADMX setting for a value, or with the kind of policy for a property. */
function nameOf({ type, document }: SideItem, rows: readonly ReadableRow[], index: number): string {
  const row = rows[index]!
  if (type.settings?.namedByHeading && row.depth > 0)
    return `${rows.slice(0, index).findLast((above) => above.depth === 0)?.name ?? ''}: ${row.name}`
  return row.key in document ? `${row.name} (${type.kindOf(document)})` : row.name
}
