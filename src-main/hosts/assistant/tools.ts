import { z } from 'zod'
import type { Core } from '#app/core.ts'
import { mostFound } from '#app/api/recipients.ts'
import { failure, Failure } from '#contract/errors.ts'
import { PolicyId, TenantId, VersionId } from '#contract/model/ids.ts'
import { outcomes } from '#contract/model/recipients.ts'
import type { Run } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { words } from './words.ts'

/** The methods that tools may call: they only read what is stored. */
export type ReadingCore = Pick<Core, 'call'>

/** A question that an assistant can ask. Its answer is a list, which is given page by page. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: keyof typeof words.tools
  readonly input: Input
  /** Entries after which a search ends: there may be more. */
  readonly most?: number
  /** @param tenants the tenants that the question is about: the one that it names, or all that assistants may read */
  answer(input: z.output<Input>, core: ReadingCore, tenants: readonly Tenant[]): Promise<readonly unknown[]>
}

const { inputs } = words
const mostHits = 100
const offset = z.number().int().min(0).max(1_000_000).default(0).describe(inputs.offset)
const ofTenant = z.object({ tenant: z.string().min(1).max(200).describe(inputs.tenant), offset })
const policyId = z.string().min(1).max(100).describe(inputs.policyId)
const versionId = z.string().min(1).max(100)
const text = z.string().min(1).max(200).describe(inputs.text)

/** Keeps the types of a tool's input. */
const tool = <Input extends z.ZodObject>(made: Tool<Input>): Tool => made as unknown as Tool

/** The tenant of a question about one. */
const idOf = (tenants: readonly Tenant[]): TenantId => TenantId.parse(tenants[0]!.id)

/** Every tool. None of them writes, reaches Graph or opens a secret: they only call methods that read. */
export const tools: readonly Tool[] = [
  tool({
    name: 'list_tenants',
    input: z.object({ offset }),
    answer: async (_input, _core, tenants) =>
      tenants.map(({ id, name, environment, lastSyncAt }) => ({ id, name, environment, lastSyncAt })),
  }),
  tool({
    name: 'list_policies',
    input: ofTenant.extend({
      type: z.string().max(100).optional().describe(inputs.type),
      text: text.optional(),
    }),
    async answer({ type, text: part }, core, tenants) {
      const { policies } = await core.call('policies.list', { tenantId: idOf(tenants), limit: 20_000 })
      return policies
        .filter(
          (policy) =>
            (type === undefined || policy.type === type) &&
            (part === undefined || policy.name.toLowerCase().includes(part.toLowerCase())),
        )
        .map(
          ({
            id,
            name,
            type: of,
            kind,
            platform,
            state,
            modifiedAt,
            lastCapturedAt,
            assignmentCount,
            openFindings,
          }) => ({
            policyId: id,
            name,
            type: of,
            kind,
            platform,
            state,
            modifiedAt,
            lastCapturedAt,
            assignments: assignmentCount,
            openFindings,
          }),
        )
    },
  }),
  tool({
    name: 'search',
    most: mostHits,
    input: ofTenant.extend({ text }),
    async answer({ text: asked }, core, tenants) {
      const found = await core.call('search.find', { text: asked, tenantId: idOf(tenants), limit: mostHits })
      return (['names', 'settings', 'scripts', 'ids'] as const).flatMap((where) =>
        found[where].map((hit) => ({ foundIn: where, ...hit })),
      )
    },
  }),
  tool({
    name: 'read_policy',
    input: ofTenant.extend({ policyId, versionId: versionId.optional().describe(inputs.versionId) }),
    async answer({ policyId: id, versionId: asked }, core, tenants) {
      const tenantId = idOf(tenants)
      const policy = await core.call('policies.get', { tenantId, policyId: PolicyId.parse(id) })
      const version = asked ?? policy.versionId
      if (version === null) throw new Failure('notFound', words.nothing)
      const sections = await core.call('versions.readable', { tenantId, versionId: VersionId.parse(version) })
      return sections.flatMap(({ title, rows }) =>
        rows.map(({ name, value, depth }) => ({ section: title, setting: name, value, depth })),
      )
    },
  }),
  tool({
    name: 'list_versions',
    input: ofTenant.extend({ policyId }),
    answer: async ({ policyId: id }, core, tenants) =>
      (await core.call('versions.list', { tenantId: idOf(tenants), policyId: PolicyId.parse(id) })).map(
        ({ id: version, number, capturedAt, modifiedAt, live, backupSets }) => ({
          versionId: version,
          number,
          capturedAt,
          modifiedAt,
          live,
          backupSets,
        }),
      ),
  }),
  tool({
    name: 'compare_versions',
    input: ofTenant.extend({ before: versionId.describe(inputs.before), after: versionId.describe(inputs.after) }),
    async answer({ before, after }, core, tenants) {
      const sections = await core.call('versions.settingsDiff', {
        tenantId: idOf(tenants),
        before: VersionId.parse(before),
        after: VersionId.parse(after),
      })
      return sections.flatMap(({ title, rows }) =>
        rows.filter(({ kind }) => kind !== 'same').map((row) => ({ section: title, ...row })),
      )
    },
  }),
  tool({
    name: 'recent_changes',
    input: ofTenant,
    answer: async (_input, core, tenants) => core.call('versions.recent', { tenantId: idOf(tenants) }),
  }),
  tool({
    name: 'list_findings',
    input: ofTenant,
    async answer(_input, core, tenants) {
      const tenantId = idOf(tenants)
      const all = await Promise.all(
        (await core.call('drift.baselines', { tenantId })).map(async ({ id, name, checkedAt }) =>
          (await core.call('drift.findings', { tenantId, baselineId: id })).map((finding) => ({
            baseline: name,
            checkedAt,
            ...finding,
          })),
        ),
      )
      return all.flat()
    },
  }),
  tool({
    name: 'dependencies',
    input: ofTenant.extend({ policyId, depth: z.number().int().min(1).max(5).default(1).describe(inputs.depth) }),
    async answer({ policyId: id, depth }, core, tenants) {
      const tenantId = idOf(tenants)
      const policy = await core.call('policies.get', { tenantId, policyId: PolicyId.parse(id) })
      const { nodes, edges } = await core.call('dependencies.graph', {
        tenantId,
        focus: `${policy.type}/${policy.externalId}`,
        depth,
      })
      const names = new Map(nodes.map((node) => [node.id, node.name]))
      return edges.map(({ from, relation, to }) => ({
        from: names.get(from) ?? from,
        relation,
        to: names.get(to) ?? to,
      }))
    },
  }),
  tool({
    name: 'conflicts',
    input: ofTenant,
    answer: async (_input, core, tenants) =>
      (await core.call('compare.settings', { tenantId: idOf(tenants), severalOnly: true })).filter(
        ({ conflicts }) => conflicts,
      ),
  }),
  tool({
    name: 'find_recipients',
    most: mostFound,
    input: ofTenant.extend({ text }),
    async answer({ text: asked }, core, tenants) {
      const found = await core.call('recipients.find', { tenantId: idOf(tenants), text: asked })
      if (!found) throw new Failure('notFound', words.notRead)
      return found
    },
  }),
  tool({
    name: 'who_gets',
    input: ofTenant.extend({
      kind: z.enum(['user', 'device', 'group']).describe(inputs.kind),
      id: z.string().min(1).max(200).describe(inputs.subjectId),
      outcome: z.enum(outcomes).optional().describe(inputs.outcome),
      at: z.iso.datetime({ offset: true }).optional().describe(inputs.at),
    }),
    async answer({ kind, id, outcome, at }, core, tenants) {
      const found = await core.call('recipients.answers', {
        tenantId: idOf(tenants),
        subject: { kind, id },
        ...(at === undefined ? {} : { at }),
      })
      if (!found) throw new Failure('notFound', words.notRead)
      return found.answers
        .filter((answer) => outcome === undefined || answer.outcome === outcome)
        .map(({ policyId: policy, name, type, intent, outcome: is, reasons }) => ({
          policyId: policy,
          name,
          type,
          intent,
          outcome: is,
          why: reasons.map(({ steps }) => steps.map(({ text: step }) => step).join(' ')),
        }))
    },
  }),
  tool({
    name: 'run_history',
    input: ofTenant,
    answer: async (_input, core, tenants) => (await core.call('runs.list', { tenantId: idOf(tenants) })).map(toldRun),
  }),
]

const toldRun = ({ id, kind, title, status, startedAt, endedAt, counts, error }: Run) => ({
  runId: id,
  kind,
  title,
  status,
  startedAt,
  endedAt,
  counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  error: error?.message ?? null,
})

/** The tenants that a question is about. @throws Failure if it names none that assistants may read */
export async function tenantsOf(core: ReadingCore, named: string | undefined): Promise<readonly Tenant[]> {
  const allowed = (await core.call('tenants.list', {})).filter(({ allowsAssistant }) => allowsAssistant)
  if (named === undefined) return allowed
  const found = allowed.find(({ id, name }) => id === named.toLowerCase() || name.toLowerCase() === named.toLowerCase())
  if (found) return [found]
  throw failure('notFound', {
    message: words.noTenant(
      named,
      allowed.map(({ name }) => name),
    ),
    hint: '',
  })
}
