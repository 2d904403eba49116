import type { ChangeAbout } from '#contract/model/severity.ts'
import { diffDocuments } from '#domain/diff/json-diff.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { aboutChange } from '#domain/severity/severity.ts'
import type { ReadStore } from '../ports/store.ts'

/** What the difference between two versions of a policy is about. */
export async function aboutVersions(
  { versions }: Pick<ReadStore, 'versions'>,
  policyType: string,
  beforeId: string,
  afterId: string,
): Promise<ChangeAbout> {
  const [before, after] = [await versions.document(beforeId), await versions.document(afterId)]
  const type = policyTypeOf(policyType)
  return aboutChange(type, before, after, diffDocuments(type, before, after))
}
