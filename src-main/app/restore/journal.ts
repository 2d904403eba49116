import { findPolicyType } from '#domain/policy-types/registry.ts'
import type { ReplacedObject } from '../ports/replacements.ts'
import type { Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { keep, loadReferenced } from '../capture/capture-items.ts'
import { createNameBook, referencedIds } from '../capture/names.ts'
import { observe } from '../capture/observe.ts'
import type { WholeDocument } from '../capture/read-documents.ts'
import { readSecrets } from '../capture/secrets.ts'
import { appendAudit } from '../append-audit.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { RunWork } from '../runs/run-context.ts'

/** The stored result of a captured state. */
export interface Kept {
  readonly policyId: string | null
  readonly versionId: string | null
  readonly note: string | null
}

/** What a restore stores on this computer: history and audit entries of a real restore, nothing of a rehearsal. */
export interface Journal {
  /** Stores a state of the tenant as a version, before and after it is overwritten. */
  keep(type: PolicyType, document: WholeDocument): Promise<Kept>
  /** An object was taken away. */
  gone(type: PolicyType, id: string): Promise<void>
  /** An object was made in place of another one. */
  replaced(sourceTenantId: string, replaced: ReplacedObject): Promise<void>
  /** A request was sent, with any outcome. */
  wrote(detail: Json): Promise<void>
}

const nothingKept: Kept = { policyId: null, versionId: null, note: null }

/** Captures every changed object, so that inventory and history are up to date, and audits each write. */
export function createJournal(context: RunWork, reader: GraphReader): Journal {
  const { store, clock, vault } = context.ports
  const { runId } = context
  const tenantId = context.tenant.id
  const at = () => clock.now().toISOString()
  const names = createNameBook(reader, store.directory, tenantId, at)
  return {
    async keep(type, whole) {
      const { document } = whole
      const [row] = await store.policies.observe(tenantId, [observe(type, document)], at())
      await names.load(
        [...referencedIds(type, document).keys()].filter((kind) => findPolicyType(kind)?.foundation !== false),
      )
      await loadReferenced(names, [{ type, document }])
      const [clear] = await readSecrets(reader, vault, [{ type, ...whole }])
      const [kept] = await keep(context, names, [{ type, row: row!, whole }], [clear!])
      return { policyId: row!.id, versionId: kept!.versionId, note: kept!.note }
    },
    gone: (type, id) => store.policies.setMissing(tenantId, type.key, id, at()),
    replaced: (sourceTenantId, replaced) => store.replacements.record(sourceTenantId, tenantId, replaced, at()),
    wrote(detail) {
      const { account } = context.tenant
      const by = account === null ? {} : { account }
      return appendAudit(store, context.ports, { tenantId, action: 'graph.write', detail: { runId, ...by, ...detail } })
    },
  }
}

/** Nothing in a simulated tenant is recorded. */
export const noJournal: Journal = {
  keep: () => Promise.resolve(nothingKept),
  gone: () => Promise.resolve(),
  replaced: () => Promise.resolve(),
  wrote: () => Promise.resolve(),
}
