import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { resultOf } from '#contract/model/runs.ts'
import { api, type MethodName } from '#contract/api/api.ts'
import type { EventName } from '#contract/events.ts'
import { StandardId, TenantId } from '#contract/model/ids.ts'
import { isObject } from '#domain/json.ts'
import { readDatabase } from '#tests/support/database.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { methodInputs } from '#tests/support/method-inputs.ts'
import { rolloutRests, workedInTenant, type WorkedInTenant } from '#tests/support/worked-in-tenant.ts'

const ourScript = '65000000-0000-4000-8000-000000000001'
const theirScript = '65000000-0000-4000-8000-00000000000f'
const names = Object.keys(api) as MethodName[]
const withEffect = (...effects: string[]) => names.filter((name) => effects.includes(api[name].effect))

/** What a method declares, whatever its shapes. */
interface Declared {
  readonly effect: string
  readonly scope: string
  readonly onOpenedFile?: true
  readonly owns?: Readonly<Record<string, unknown>>
  readonly audited?: string | null
  readonly changes?: readonly EventName[]
  readonly changedBy?: readonly EventName[]
}
const declared = (name: MethodName) => api[name] as unknown as Declared

let lab: Lab
let ours: WorkedInTenant
let theirs: WorkedInTenant
let database: ReturnType<typeof readDatabase>

const open = async () => {
  lab = openLab()
  ours = await workedInTenant(lab, 'Ours', ourScript, '66000000-0000-4000-8000-000000000001')
  theirs = await workedInTenant(lab, 'Theirs', theirScript, '66000000-0000-4000-8000-00000000000f')
  // A plan that asks for a secret.
  await lab.tamper(
    `UPDATE plan_items SET asks = '[{"pointer":"/preSharedKey","label":"preSharedKey","isNeeded":false,"canKeep":true,"answer":null}]'`,
  )
  // Somebody who signed in.
  await lab.tamper(
    `INSERT INTO accounts (tenant_id, account, scopes, signed_in_at) SELECT id, 'nobody@tenant.example', '[]', '2026-01-01T00:00:00.000Z' FROM tenants`,
  )
  database = readDatabase(lab.folder)
}
const close = async () => {
  database.close()
  await lab.close()
}

/** A refusal's code, or `answered`. */
async function outcome(name: MethodName, input: unknown): Promise<string> {
  const answer = await lab.core.callUntrusted(name, input)
  return 'error' in answer ? answer.error.code : 'answered'
}

describe('the walls between tenants', () => {
  beforeAll(open)
  afterAll(close)

  const cases = names.flatMap((name) => Object.keys(declared(name).owns ?? {}).map((property) => ({ name, property })))

  it.each(cases)(
    '$name refuses $property of another tenant and leaves that tenant as it was (000-3, 031-9)',
    async (entry) => {
      const [input, foreign] = [ours, theirs].map((tenant) => methodInputs(tenant, lab.folder)[entry.name])
      const value = (foreign as Record<string, unknown>)[entry.property]
      expect(value).toBeDefined()
      // A side names its own tenant: what it names of a third one is refused.
      const given = isObject(value) && 'tenantId' in value ? { ...value, tenantId: ours.tenantId } : value
      const before = database.of(theirs.tenantId)
      // A tenant that a method may read too is named by an id that nobody connected.
      const nobody = '99999999-0000-4000-8000-00000000000a'
      const isTenant = [value].flat().every((id) => TenantId.safeParse(id).success)
      const asked = isTenant ? (Array.isArray(value) ? [nobody] : nobody) : given
      const expected = isTenant ? 'notFound' : 'forbidden'
      expect(await outcome(entry.name, { ...input, [entry.property]: asked })).toBe(expected)
      expect(database.of(theirs.tenantId)).toEqual(before)
    },
  )

  it('no method of a tenant answers without one that is connected (000-3)', async () => {
    const inputs = methodInputs(ours, lab.folder)
    for (const name of names.filter((each) => declared(each).scope === 'tenant')) {
      const input = { ...inputs[name], tenantId: '99999999-0000-4000-8000-00000000000a' }
      expect([name, await outcome(name, input)]).toEqual([name, 'notFound'])
    }
  })

  it('a node of another tenant is no focus (042-5)', async () => {
    expect(await outcome('dependencies.graph', { tenantId: ours.tenantId, focus: theirs.node })).toBe('notFound')
    expect(await outcome('dependencies.graph', { tenantId: ours.tenantId, focus: theirs.ids.policy })).toBe('notFound')
    expect(await outcome('dependencies.graph', { tenantId: ours.tenantId, focus: ours.node })).toBe('answered')
  })
})

describe('what a method declares', () => {
  beforeAll(open)
  afterAll(close)

  it('a read changes nothing that is stored (000-14)', async () => {
    const inputs = methodInputs(ours, lab.folder)
    const before = database.all()
    for (const name of withEffect('read')) {
      expect([name, await outcome(name, inputs[name])]).toEqual([name, 'answered'])
      expect([name, database.all()]).toEqual([name, before])
    }
  })

  it('a write asks for the name of the tenant and for an open write lock (000-8)', async () => {
    const inputs = methodInputs(ours, lab.folder)
    for (const name of withEffect('write')) {
      expect([name, await outcome(name, { ...inputs[name], confirm: 'Theirs' })]).toEqual([name, 'badInput'])
      expect([name, await outcome(name, inputs[name])]).toEqual([name, 'locked'])
    }
  })

  /** A tenant that stands for a file that is only open to read. */
  async function openFile(digit: string): Promise<TenantId> {
    const id = TenantId.parse(`99999999-0000-4000-8000-00000000000${digit}`)
    await lab.core.call('tenants.addImported', { id, name: 'Opened', openedFile: join(lab.folder, 'a.atlas') })
    return id
  }

  it('a file that is only open to read is changed by nothing (0814-8)', async () => {
    const id = await openFile('6')
    const inputs: Readonly<Record<string, object>> = methodInputs(ours, lab.folder)
    const refused = names.filter((name) => {
      const { effect, scope, onOpenedFile } = declared(name)
      return scope === 'tenant' && effect !== 'read' && !onOpenedFile
    })
    expect(refused.length).toBeGreaterThan(30)
    for (const name of refused)
      await expect(lab.core.call(name, { ...inputs[name], tenantId: id } as never)).rejects.toThrow(
        'Opened (a.atlas) is open read-only.',
      )
    await lab.core.call('tenants.closeFile', { tenantId: id })
  })

  /** Changes that leave what the next ones need; those that end something come last. */
  const inOrder = [
    'tenants.add',
    'tenants.addImported',
    'tenants.connect',
    'tenants.openDemo',
    'tenants.change',
    'tenants.useAccount',
    'tenants.signOut',
    'tenants.unlock',
    'tenants.lock',
    'policies.ignore',
    'policies.archive',
    'restore.forgetChoice',
    'restore.include',
    'restore.answerSecret',
    'notifications.markRead',
    'drift.addBaseline',
    'drift.acknowledge',
    'drift.ignore',
    'drift.unignore',
    'schedules.save',
    'alerts.saveChannel',
    'alerts.sendAgain',
    'deviations.accept',
    'deviations.withdraw',
    'standards.accept',
    'standards.withdraw',
    'tenants.setValue',
    'standards.save',
    'rollouts.create',
    'rollouts.leaveOut',
    'rollouts.stop',
    'standards.remove',
    'alerts.removeChannel',
    'schedules.remove',
    'drift.removeBaseline',
    'views.save',
    'views.remove',
    'backups.describe',
    'backups.remove',
    'recipients.remove',
    'assistant.asked',
    'tenants.keepFile',
    'tenants.closeFile',
    'tenants.archive',
    'tenants.remove',
  ] as const satisfies readonly MethodName[]

  it('a change writes its audit line and sends its events, and every read that answers otherwise names one of them (000-14)', async () => {
    expect(inOrder.toSorted()).toEqual(withEffect('store').toSorted())
    const [kept, closed] = [await openFile('4'), await openFile('5')]
    // A baseline uses the other set.
    const { runId } = await lab.core.call('backups.create', { tenantId: ours.tenantId, name: 'Spare' })
    const spare = resultOf(await lab.ended(ours.tenantId, runId), 'backup').setId!
    const inputs = {
      ...methodInputs(ours, lab.folder),
      'backups.remove': { tenantId: ours.tenantId, setId: spare },
      'tenants.keepFile': { tenantId: kept, name: 'Kept' },
      'tenants.closeFile': { tenantId: closed },
    }
    // The size of the database changes with everything that is stored.
    const reads = withEffect('read')
      .filter((name) => name !== 'storage.get' && name !== 'app.storageUsage')
      .map((name) => [name, inputs[name]] as const)
    const moment = Date.now()
    const look = async () => {
      // A report says when it was made. Time that passes is no change.
      vi.useFakeTimers({ toFake: ['Date'], now: moment })
      try {
        return new Map(
          await Promise.all(
            reads.map(
              async ([name, input]) => [name, JSON.stringify(await lab.core.callUntrusted(name, input))] as const,
            ),
          ),
        )
      } finally {
        vi.useRealTimers()
      }
    }
    const lines = () => database.all()['audit_entries']!
    let answers = await look()
    for (const name of inOrder) {
      const events: EventName[] = []
      const stop = lab.core.subscribe((event) => void events.push(event))
      const known = new Set(lines())
      expect([name, await outcome(name, inputs[name])]).toEqual([name, 'answered'])
      stop()
      const { audited, changes } = declared(name)
      const added = lines().filter((line) => !known.has(line))
      expect([name, added.map((line) => (JSON.parse(line) as { action: string }).action)]).toEqual([
        name,
        audited ? [audited] : [],
      ])
      expect([name, events]).toEqual([name, [...changes!, ...(audited ? ['audit.changed'] : [])]])
      if (name === 'rollouts.create')
        await rolloutRests(lab, { tenantId: ours.tenantId, standardId: StandardId.parse(ours.ids.standard) })
      const next = await look()
      const stale = [...next].filter(([read, answer]) => answer !== answers.get(read)).map(([read]) => read)
      const unnoticed = stale.filter((read) => !declared(read).changedBy!.some((event) => events.includes(event)))
      // A tenant that is gone answers nothing any more: screens leave it.
      expect([name, ...(name === 'tenants.remove' ? [] : unnoticed)]).toEqual([name])
      answers = next
    }
  })
})

describe('a change and its audit line', () => {
  beforeAll(open)
  afterAll(close)

  it('are stored together or not at all, and no event is sent for what was not stored (000-12)', async () => {
    await lab.tamper(
      "CREATE TRIGGER full BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
    )
    const inputs = methodInputs(ours, lab.folder)
    const before = database.all()
    const events: EventName[] = []
    lab.core.subscribe((event) => void events.push(event))
    for (const name of ['drift.removeBaseline', 'policies.ignore', 'schedules.save', 'tenants.export'] as const)
      expect([name, await outcome(name, inputs[name])]).toEqual([name, 'unexpected'])
    expect(database.all()).toEqual(before)
    expect(events).toEqual([])
  })
})
