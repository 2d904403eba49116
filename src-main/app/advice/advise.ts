import type { Advice } from '#contract/model/advice.ts'
import { PolicyId } from '#contract/model/ids.ts'
import type { AdviceContext, AdviceObject } from '#domain/advice/advice-rule.ts'
import { adviceRules } from '#domain/advice/rules.ts'
import { referenceKey } from '#domain/references/id-key.ts'
import { assignmentsOf } from '#domain/who-gets/assignments-of.ts'
import { decidingPlatform } from '#domain/who-gets/device-platform.ts'
import { breathe } from '../breathe.ts'
import { loadSide } from '../compare/side.ts'
import type { ReadStore } from '../ports/store.ts'
import { assignedAt } from '../recipients/assigned-policies.ts'
import { openRecipients, type RecipientBook } from '../recipients/recipient-book.ts'
import { reachesAnybody } from '../recipients/who-gets-what.ts'

/** What every rule says about the latest captures of a tenant. */
export async function advise(store: ReadStore, tenantId: string, now: Date): Promise<Advice[]> {
  const book = await openRecipients(store, tenantId)
  const objects = (await loadSide(store, tenantId, { now: true })).items.map(
    ({ policyId, type, externalId, name, document }): AdviceObject => ({
      policyId,
      type,
      externalId,
      name,
      document,
      assignments: assignmentsOf(document),
    }),
  )
  const context: AdviceContext = {
    objects,
    usersOf: await usersIn(store, tenantId),
    group: (id) => groupIn(book, id),
    reachesNobody: await nobodyIn(store, tenantId, book, objects, now),
  }
  const byId = new Map(objects.map((object) => [object.policyId, object]))
  const advice: Advice[] = []
  for (const rule of adviceRules) {
    await breathe()
    const isOpen =
      rule.needsMembers !== undefined && (book === null || (rule.needsMembers === 'everybody' && !knowsAll(book)))
    advice.push({
      id: rule.id,
      title: rule.title,
      why: rule.why,
      severity: rule.severity,
      isOpen,
      fix: rule.fix,
      findings: (isOpen ? [] : rule.find(context)).map(({ policyId, detail }) => ({
        policyId: PolicyId.parse(policyId),
        name: byId.get(policyId)!.name,
        type: byId.get(policyId)!.type.title,
        detail,
      })),
    })
  }
  return advice
}

async function usersIn(store: ReadStore, tenantId: string): Promise<AdviceContext['usersOf']> {
  const names = new Map((await store.policies.list(tenantId)).map(({ id, name }) => [id, name]))
  const users = Map.groupBy(await store.dependencies.edges(tenantId), ({ kind, targetId }) =>
    referenceKey(kind, targetId),
  )
  return (kind, id) => (users.get(referenceKey(kind, id)) ?? []).flatMap(({ policyId }) => names.get(policyId) ?? [])
}

const knowsAll = ({ knows }: RecipientBook): boolean => knows.users && knows.devices

function groupIn(book: RecipientBook | null, id: string): ReturnType<AdviceContext['group']> {
  const group = book?.group(id)
  if (!book || !group) return null
  const inside = book.memberships(true).below(id)
  return { name: group.name, exists: group.exists, isEmpty: inside === null ? null : inside.size === 0 }
}

async function nobodyIn(
  store: ReadStore,
  tenantId: string,
  book: RecipientBook | null,
  objects: readonly AdviceObject[],
  now: Date,
): Promise<AdviceContext['reachesNobody']> {
  // Whom nobody knows may be the one who gets it.
  if (!book || !knowsAll(book)) return () => null
  const assigned = await assignedAt(store, tenantId, now.toISOString())
  const reached = new Map<string, boolean>()
  for (const { policyId, type, document, assignments } of objects) {
    await breathe()
    if (assignments.every(({ excludes }) => excludes)) continue
    const policy = { assignments, platform: decidingPlatform(type, document), isDefault: false }
    reached.set(policyId, reachesAnybody(policy, book, assigned))
  }
  return ({ policyId }) => reached.get(policyId) === false
}
