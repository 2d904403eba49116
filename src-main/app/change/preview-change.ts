import type { Change, ChangePreview } from '#contract/model/changes.ts'
import { failure } from '#contract/errors.ts'
import { PolicyId } from '#contract/model/ids.ts'
import { applyChange, newName } from '#domain/change/apply-change.ts'
import type { Changed } from '#domain/change/changed.ts'
import { words } from '#domain/change/words.ts'
import { text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { createProblem } from '#domain/restore/plan-create.ts'
import { whyKept } from '#domain/restore/plan-deletion.ts'
import { breathe } from '../breathe.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { ReadStore } from '../ports/store.ts'
import { changesDocuments } from './change-source.ts'

/** Names that are shown before and after. */
const mostExamples = 5

/**
 * What a change would do to the latest versions of policies, from the store alone.
 *
 * @throws Failure `badInput` for a regular expression that can't be read
 */
export async function previewChange(
  store: ReadStore,
  policies: readonly PolicyRow[],
  change: Change,
  now: Date,
): Promise<ChangePreview> {
  requireReadable(change)
  const preview: ChangePreview = { changes: 0, same: 0, cannot: [], examples: [] }
  const byVersion = new Map(policies.map((policy) => [policy.versionId, policy]))
  for await (const version of store.versions.load(policies.flatMap(({ versionId }) => versionId ?? []))) {
    await breathe()
    const type = policyTypeOf(version.type)
    const result = outcomeOf(type, version.document, change, now)
    const { id, name } = byVersion.get(version.id)!
    if ('cannot' in result) preview.cannot.push({ policyId: PolicyId.parse(id), name, reason: result.cannot })
    else if (result.document === version.document) preview.same += 1
    else {
      preview.changes += 1
      const after = text(result.document[type.nameProperty])
      if (after !== '' && after !== name && preview.examples.length < mostExamples)
        preview.examples.push({ before: name, after })
    }
  }
  // Whoever was listed and never captured is only known to the tenant.
  preview.changes += policies.filter(({ versionId }) => versionId === null).length
  return preview
}

/** What is known of a rule and a document without the tenant. */
function outcomeOf(type: PolicyType, document: Json, change: Change, now: Date): Changed {
  if (changesDocuments(change)) return applyChange(type, document, change, now)
  if (change.rule === 'delete') {
    const reason = whyKept({ sameTenant: true }, type, document)
    return reason === null ? { document: {} } : { cannot: reason }
  }
  const isOne = type.foundation === true || (type.identityOf?.(document) ?? null) !== null
  const reason = createProblem({ sameTenant: true }, { type, document }) ?? (isOne ? words.onlyOnce : null)
  const property = type.nameProperty
  return reason === null
    ? { document: { ...document, [property]: `${text(document[property])} ${change.suffix}` } }
    : { cannot: reason }
}

/** @throws Failure `badInput` */
export function requireReadable(change: Change): void {
  if (change.rule !== 'rename' || !change.isPattern) return
  try {
    newName('', change)
  } catch (error) {
    throw failure('badInput', words.badPattern(error instanceof Error ? error.message : String(error)))
  }
}
