import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TenantId } from '#contract/model/ids.ts'
import { text, type Json } from '#domain/json.ts'
import { isDeep } from '#tests/support/doubting.ts'
import { openLab, root, type Lab } from '#tests/support/lab.ts'
import { standardsIn } from '#tests/support/standards.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { until, rolloutTo, confirm } = standardsIn(() => lab)

const fixtures = resolve(root, '../shared/fixtures/tenant')

/** The same groups in another tenant: with the same names, and IDs of their own. */
const groupsOfReal = (): Json[] =>
  readdirSync(join(fixtures, 'groups')).map((file) => {
    const group = JSON.parse(readFileSync(join(fixtures, 'groups', file), 'utf8')) as Json
    return { ...group, id: `ffffffff${text(group['id']).slice(8)}` }
  })
/** What many policies refer to. */
const foundations = new Set(['roleScopeTags', 'assignmentFilters', 'notificationMessageTemplates'])

describe('a standard of real policies', () => {
  it.runIf(existsSync(fixtures))(
    'is the same in an empty tenant after a rollout, except for what its plan says (068-1, 068-4)',
    async () => {
      const { id: tenantId } = await lab.tenant('Real', fixtures)
      await lab.capture(tenantId)
      const record = join(lab.folder, 'empty.ndjson')
      // The exports hold what the contract doesn't know yet: they come from a service that is newer.
      const target = {
        ...(await lab.tenant('Empty', { groups: groupsOfReal() }, { takesUnknown: true, record })),
        record,
      }
      await lab.capture(target.id)
      const { standardId } = await lab.core.call('standards.save', {
        tenantId,
        name: 'Real',
        source: { now: true },
        tenantIds: [target.id],
      })
      const of = { tenantId, standardId }
      const compared = () => lab.core.call('standards.compare', { ...of, targetId: TenantId.parse(target.id) })
      const open = (await compared()).filter(({ state }) => state === 'missing' || state === 'different')
      // A few policies of each type, or all of them.
      const chosen = [...Map.groupBy(open, ({ type }) => type)].flatMap(([type, policies]) =>
        isDeep || foundations.has(type) ? policies : policies.slice(0, 2),
      )
      const rollout = await rolloutTo(of, [target], { versionIds: chosen.map(({ versionId }) => versionId) })
      // What the rehearsal couldn't write is left out, as somebody would do it.
      const [step] = rollout.steps
      const ofPlan = { tenantId: target.id, planId: step!.planId! }
      const { items } = await lab.core.call('restore.get', ofPlan)
      const failed = (await lab.items(target.id, step!.rehearsalRunId!)).filter(({ state }) => state === 'failed')
      expect(failed).toHaveLength(step!.rehearsalProblems!)
      // Some exports hold placeholders, which no service takes.
      expect(failed.filter(({ error }) => !/Cannot convert the literal '•••' to/.test(error?.message ?? ''))).toEqual(
        [],
      )
      const isFailed = ({ type, name }: { type: string; name: string }) =>
        failed.some((item) => item.type === type && item.name === name)
      for (const { seq } of items.filter(isFailed))
        await lab.core.call('restore.include', { ...ofPlan, seq, included: false })
      await confirm(rollout, target, 'Empty')
      const done = await until(of, ({ isDone, stoppedAt }) => isDone || stoppedAt !== null)
      expect(done).toMatchObject({ isDone: true, stoppedFor: null })
      // Of two with one name, only one may be written.
      const isOnly = ({ type, name }: (typeof items)[number]) =>
        items.filter((item) => item.type === type && item.name === name).length === 1
      const written = items.filter(
        (item) => (item.action === 'create' || item.action === 'update') && !isFailed(item) && isOnly(item),
      )
      expect(written.length).toBeGreaterThan(isDeep ? 300 : 25)
      await lab.capture(target.id)
      const isWritten = (type: string, name: string) => written.some((item) => item.type === type && item.name === name)
      const left = (await compared())
        .filter(({ type, name, state }) => isWritten(type, name) && state !== 'same')
        .map(({ type, name }) => items.find((item) => item.type === type && item.name === name)!.warnings.join(' '))
      // The preview said what can't be carried over, such as an assignment to a group that nobody knows.
      for (const warnings of left) expect(warnings).toMatch(/left out|none of them is restored/)
      expect(left.length).toBeLessThan(written.length / 5)
    },
    600_000,
  )
  if (!existsSync(fixtures)) console.log('The folder with real policies is not here: their rollout is skipped.')
})
