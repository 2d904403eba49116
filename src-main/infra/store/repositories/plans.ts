import { sql, type Kysely, type Selectable } from 'kysely'
import { failure } from '#contract/errors.ts'
import { PlanAction, PlanInput, SecretAsk, SourceReach, writingActions } from '#contract/model/plans.ts'
import type { PlanSummary } from '#domain/restore/plan-types.ts'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import type { MappedReference } from '#domain/restore/mapping.ts'
import type { WriteStep } from '#domain/restore/write-step.ts'
import type { PlanRepository, StoredPlanItem } from '#app/ports/plans.ts'
import { packJson, unpackJson } from '../blobs.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { readObject, readTexts } from './json-column.ts'
import { words } from '../words.ts'

type ItemHead = Omit<StoredPlanItem, 'wanted' | 'live' | 'steps'>

const toHead = (row: Omit<Selectable<Schema['plan_items']>, 'body' | 'plan_id'>): ItemHead => ({
  seq: row.seq,
  type: row.type,
  versionId: row.version_id,
  sourceId: row.source_id,
  name: row.name,
  kind: row.kind,
  // An action that this version doesn't know is never carried out.
  action: PlanAction.safeParse(row.action).data ?? 'blocked',
  reason: row.reason,
  risk: row.risk === 'high' ? 'high' : row.risk === 'medium' ? 'medium' : 'low',
  targetId: row.target_id,
  liveFingerprint: row.live_fingerprint,
  included: row.included === 1,
  dependsOn: readTexts(row.depends_on),
  later: readTexts(row.later),
  warnings: readTexts(row.warnings),
  replacedBy: row.replaced_by,
  canReplace: row.can_replace === 1,
  reach: SourceReach.nullable().catch(null).parse(JSON.parse(row.reach)),
  endsUnassigned: row.ends_unassigned === 1,
  asks: SecretAsk.array().catch([]).parse(JSON.parse(row.asks)),
})

const headColumns = [
  'seq',
  'type',
  'version_id',
  'source_id',
  'name',
  'kind',
  'action',
  'reason',
  'risk',
  'target_id',
  'live_fingerprint',
  'included',
  'depends_on',
  'later',
  'warnings',
  'asks',
  'replaced_by',
  'can_replace',
  'reach',
  'ends_unassigned',
] as const

export function planRepository(db: Kysely<Schema>): PlanRepository {
  return {
    async insert(plan, items) {
      // Content is compressed before the transaction, which must only wait for SQLite.
      const bodies: Buffer[] = []
      for (const item of items) bodies.push(await packJson({ wanted: item.wanted, live: item.live, steps: item.steps }))
      const targets = await packJson(plan.targets)
      await inTransaction(db, async (transaction) => {
        await transaction
          .insertInto('plans')
          .values({
            id: plan.id,
            tenant_id: plan.tenantId,
            run_id: plan.runId,
            source: plan.source,
            input: JSON.stringify(plan.input),
            source_tenant_id: plan.input.sourceTenantId,
            refs: JSON.stringify(plan.references),
            targets,
            created_at: plan.createdAt,
            hash: plan.hash,
          })
          .execute()
        for (const [seq, item] of items.entries()) {
          await transaction
            .insertInto('plan_items')
            .values({
              plan_id: plan.id,
              seq,
              type: item.type,
              version_id: item.versionId,
              source_id: item.sourceId,
              name: item.name,
              kind: item.kind,
              action: item.action,
              reason: item.reason,
              risk: item.risk,
              target_id: item.targetId,
              live_fingerprint: item.liveFingerprint,
              included: item.included ? 1 : 0,
              depends_on: JSON.stringify(item.dependsOn),
              later: JSON.stringify(item.later),
              warnings: JSON.stringify(item.warnings),
              asks: JSON.stringify(item.asks ?? []),
              replaced_by: item.replacedBy ?? null,
              can_replace: item.canReplace ? 1 : 0,
              reach: JSON.stringify(item.reach ?? null),
              ends_unassigned: item.endsUnassigned ? 1 : 0,
              body: bodies[seq]!,
            })
            .execute()
        }
      })
    },
    async find(id) {
      const row = await db
        .selectFrom('plans')
        .select(['id', 'tenant_id', 'source', 'input', 'refs', 'created_at', 'hash'])
        .where('id', '=', id)
        .executeTakeFirst()
      if (!row) return undefined
      const input = PlanInput.safeParse(readObject(row.input))
      if (!input.success) throw failure('damaged', words.unreadablePlan(id))
      return {
        id: row.id,
        tenantId: row.tenant_id,
        source: row.source,
        input: input.data,
        // Written by `insert` above from the same type.
        references: JSON.parse(row.refs) as MappedReference[],
        createdAt: row.created_at,
        hash: row.hash,
      }
    },
    async tally(id) {
      const rows = await db
        .selectFrom('plan_items')
        .select(['action', 'included'])
        .select((of) => of.fn.countAll<number>().as('items'))
        .select(sql<number>`sum(warnings <> '[]')`.as('warnings'))
        .where('plan_id', '=', id)
        .groupBy(['action', 'included'])
        .execute()
      const counts = rows.map((row) => ({ ...row, action: PlanAction.safeParse(row.action).data ?? 'blocked' }))
      const sum = (some: typeof counts, of: 'items' | 'warnings') => some.reduce((total, row) => total + row[of], 0)
      const ofAction = (actions: readonly PlanAction[]) =>
        counts.filter(({ action, included }) => included === 1 && actions.includes(action))
      const written = ofAction(writingActions)
      return {
        summary: Object.fromEntries(
          PlanAction.options.map((action) => [
            action,
            sum(
              counts.filter((row) => row.action === action),
              'items',
            ),
          ]),
        ) as PlanSummary,
        writes: sum(written, 'items'),
        warnings: sum(written, 'warnings'),
        blocked: sum(ofAction(['blocked', 'conflict']), 'items'),
      }
    },
    async targets(id) {
      const row = await db.selectFrom('plans').select('targets').where('id', '=', id).executeTakeFirstOrThrow()
      const value = await unpackJson(row.targets)
      return Object.fromEntries(
        Object.entries(isObject(value) ? value : {}).map(([kind, entries]) => [
          kind,
          objects(entries).map((entry) => ({ id: text(entry['id']), name: text(entry['name']) })),
        ]),
      )
    },
    async items(id) {
      return (
        await db.selectFrom('plan_items').select(headColumns).where('plan_id', '=', id).orderBy('seq').execute()
      ).map(toHead)
    },
    async item(id, seq) {
      const row = await db
        .selectFrom('plan_items')
        .selectAll()
        .where('plan_id', '=', id)
        .where('seq', '=', seq)
        .executeTakeFirst()
      if (!row) return undefined
      const body = await unpackJson(row.body)
      const { wanted, live, steps } = isObject(body) ? body : {}
      return {
        ...toHead(row),
        wanted: isObject(wanted) ? wanted : {},
        live: isObject(live) ? live : null,
        steps: objects(steps).map(toStep),
      }
    },
    async include(id, seq, included) {
      await db
        .updateTable('plan_items')
        .set({ included: included ? 1 : 0 })
        .where('plan_id', '=', id)
        .where('seq', '=', seq)
        .execute()
    },
  }
}

const methods = ['POST', 'PATCH', 'PUT', 'DELETE'] as const

function toStep(step: Json): WriteStep {
  const method = methods.find((known) => known === step['method']) ?? 'POST'
  return {
    purpose: text(step['purpose']),
    method,
    path: text(step['path']),
    ...(isObject(step['body']) ? { body: step['body'] } : {}),
    ...(step['assigns'] === true ? { assigns: true } : {}),
  }
}
