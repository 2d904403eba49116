import { evaluateRule, type Truth } from '#domain/filter-rules/evaluate-rule.ts'
import { deviceFacts } from '#domain/filter-rules/device-facts.ts'
import { parseRule, type ParsedRule } from '#domain/filter-rules/parse-rule.ts'
import { text } from '#domain/json.ts'
import { assignmentKinds } from '#domain/policy-types/building-blocks/assignments.ts'
import type { Platform } from '#domain/policy-types/policy-type.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { idKey } from '#domain/references/id-key.ts'
import { assignmentsOf, type Assignment } from '#domain/who-gets/assignments-of.ts'
import { decidingPlatform } from '#domain/who-gets/device-platform.ts'
import type { Device } from '#domain/who-gets/recipients.ts'
import { breathe } from '../breathe.ts'
import type { ReadStore } from '../ports/store.ts'
import type { LoadedVersion } from '../ports/versions.ts'

/** A policy or an app that can be assigned, as a version has it. */
export interface AssignedPolicy {
  readonly policyId: string
  readonly versionId: string
  readonly name: string
  /** Name of its type. */
  readonly type: string
  readonly platform: Platform
  readonly assignments: readonly Assignment[]
  /** A default of the tenant: it is for everyone for whom nothing else of its kind is, whatever its assignments say. */
  readonly isDefault: boolean
  readonly names: Readonly<Record<string, string>>
}

/** An assignment filter as a version has it. */
export interface Filter {
  readonly id: string
  readonly policyId: string
  readonly name: string
  readonly rule: string
  readonly parsed: ParsedRule
}

/** What could be assigned at a moment, and the filters of that moment. */
export interface Assigned {
  readonly policies: readonly AssignedPolicy[]
  readonly filters: ReadonlyMap<string, Filter>
  /** Whether a device matches a filter. A filter that wasn't captured, or can't be read, is unknown. */
  matches(filterId: string, device: Device): Truth
}

/** What versions say never changes, so what was read of them once is kept. */
const read = new Map<string, AssignedPolicy | Filter | null>()
const mostKept = 50_000

/** @param at ISO 8601, UTC; without it, as the latest capture saw the tenant */
export async function assignedAt(store: ReadStore, tenantId: string, at: string): Promise<Assigned> {
  const rows = (await store.versions.asOf(tenantId, at)).filter(
    ({ type }) => type === assignmentKinds.filter || isReceived(type),
  )
  if (read.size > mostKept) read.clear()
  const missing = rows.map(({ versionId }) => versionId).filter((id) => !read.has(id))
  for await (const version of store.versions.load(missing)) {
    await breathe()
    read.set(version.id, partOf(version))
  }
  const policies: AssignedPolicy[] = []
  const filters = new Map<string, Filter>()
  for (const { versionId } of rows) {
    const part = read.get(versionId)
    if (!part) continue
    if ('parsed' in part) filters.set(part.id, part)
    else policies.push(part)
  }
  const answers = new Map<string, Truth>()
  return {
    policies,
    filters,
    matches(filterId, device) {
      const filter = filters.get(filterId)
      if (!filter?.parsed.ok) return 'unknown'
      const key = `${filterId} ${device.id}`
      let answer = answers.get(key)
      if (answer === undefined) answers.set(key, (answer = evaluateRule(filter.parsed.rule, deviceFacts(device.facts))))
      return answer
    },
  }
}

/** Whether users and devices get objects of a type by assignments. */
export function isReceived(type: string): boolean {
  const rules = findPolicyType(type)?.assignments
  return rules != null && rules.onlyMarks !== true
}

function partOf({ id, policyId, type, name, names, document }: LoadedVersion): AssignedPolicy | Filter | null {
  const policyType = findPolicyType(type)
  if (!policyType) return null
  if (type === assignmentKinds.filter) {
    const rule = text(document['rule'])
    // The rule of an app filter is about apps, of which nothing is known.
    return { id: idKey(text(document['id'])), policyId, name, rule, parsed: parseRule(rule) }
  }
  return {
    policyId,
    versionId: id,
    name,
    type: policyType.title,
    platform: decidingPlatform(policyType, document),
    assignments: assignmentsOf(document),
    isDefault: policyType.assignments?.fixedFor?.(document) ?? false,
    names,
  }
}
