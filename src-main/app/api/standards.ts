import { failure } from '#contract/errors.ts'
import type { standards } from '#contract/api/standards.ts'
import { RolloutId, StandardId } from '#contract/model/ids.ts'
import { builtInValues, valuesFor } from '#domain/standards/tenant-values.ts'
import type { RolloutRow, RolloutStepRow } from '../ports/standards.ts'
import { compareStandard, toAccepted } from '../standards/compare-standard.ts'
import { words } from '../standards/words.ts'
import type { Handlers } from './handlers.ts'
import { requireWhole } from './moments.ts'
import { requireStays, requireTenant } from './ownership.ts'
import { stateOf, toRollout, toStandard } from './present-rollout.ts'

export const standardsHandlers: Handlers<keyof typeof standards> = {
  'standards.list': async (_input, { store }) => {
    const found = []
    for (const row of await store.standards.list()) found.push(await toStandard(store, row))
    return found
  },
  'standards.save': async ({ tenantId, ...given }, { store, owned, ports: { clock, newId }, tenant }) => {
    if ('at' in given.source) requireWhole(tenant, given.source.at)
    if (given.tenantIds.includes(tenantId)) throw failure('badInput', words.ownTenant)
    for (const other of owned.tenantIds) requireStays(other)
    const id = owned.standardId?.id ?? newId()
    await store.standards.save({
      id,
      tenantId,
      name: given.name,
      source: given.source,
      tenantIds: [...new Set(given.tenantIds)],
      waves: given.waves,
      createdAt: clock.now().toISOString(),
    })
    return { standardId: StandardId.parse(id) }
  },
  'standards.remove': async (_input, { store, owned, note }) => {
    await store.standards.remove(owned.standardId.id)
    note({ name: owned.standardId.name })
    return {}
  },
  'standards.compare': async ({ targetId }, { store, owned, ports }) =>
    compareStandard(store, owned.standardId, targetId, ports.clock.now()),

  'standards.accept': async ({ tenantId, ...difference }, { store, ports: { clock } }) => {
    const row = { tenantId, ...difference, createdAt: clock.now().toISOString() }
    await store.standards.accept(row)
    return { ...toAccepted(row), isOver: false }
  },
  'standards.withdraw': async (difference, { store }) => {
    await store.standards.withdraw(difference)
    return {}
  },

  'tenants.values': async ({ tenantId }, { store, tenant }) => {
    const values = valuesFor(tenant, await store.standards.values(tenantId))
    return [...values]
      .map(([name, value]) => ({ name, value, isBuiltIn: builtInValues.some((builtIn) => builtIn === name) }))
      .toSorted((one, other) => Number(other.isBuiltIn) - Number(one.isBuiltIn) || one.name.localeCompare(other.name))
  },
  'tenants.setValue': async ({ tenantId, name, value }, { store }) => {
    if (name === 'tenant.id') throw failure('badInput', words.fixedValue)
    await store.standards.setValue(tenantId, name, value)
    return {}
  },

  'rollouts.list': async (_input, { store, owned }) => {
    const found = []
    for (const row of await store.rollouts.list(owned.standardId.id)) found.push(await toRollout(store, row))
    return found
  },
  'rollouts.create': async (
    { tenantId, tenantIds, wave: number, versionIds },
    { store, owned, ports: { clock, newId }, conductor, afterCommit },
  ) => {
    const standard = owned.standardId
    if (tenantIds.includes(tenantId)) throw failure('badInput', words.ownTenant)
    for (const tenant of owned.tenantIds) requireStays(tenant)
    requireStays(await requireTenant(store, tenantId))
    const wave = number === null ? null : standard.waves[number]
    if (wave === undefined) throw failure('badInput', words.noWave)
    const groups = number === null ? [] : standard.waves.slice(0, number + 1).flatMap((entry) => entry.groups)
    const title = wave === null ? standard.name : words.waveOf(standard.name, wave.name)
    const id = newId()
    const createdAt = clock.now().toISOString()
    await store.rollouts.insert({
      id,
      standardId: standard.id,
      title,
      groups: [...new Set(groups)],
      createdAt,
      stoppedAt: null,
      stoppedFor: null,
      versionIds: versionIds ?? null,
      steps: [...new Set(tenantIds)].map((targetId) => ({ ...newStep, tenantId: targetId })),
    })
    afterCommit(() => conductor.nudge())
    return { rolloutId: RolloutId.parse(id) }
  },
  'rollouts.confirm': async (
    { tenantId, rolloutId, planId, justification },
    { store, owned, note, ports: { clock }, conductor, afterCommit },
  ) => {
    const step = stepOf(owned.rolloutId, tenantId)
    if (step.planId !== planId || (await stateOf(store, owned.rolloutId, step)).state !== 'ready')
      throw failure('badInput', words.notReady)
    note({ name: owned.rolloutId.title })
    await store.rollouts.changeStep(rolloutId, tenantId, {
      confirmedAt: clock.now().toISOString(),
      justification: justification ?? null,
    })
    afterCommit(() => conductor.nudge())
    return {}
  },
  'rollouts.leaveOut': async ({ tenantId, rolloutId, leftOut }, { store, owned, conductor, afterCommit }) => {
    const step = stepOf(owned.rolloutId, tenantId)
    if ((await stateOf(store, owned.rolloutId, step)).state === 'running') throw failure('busy', words.stillRunning)
    // Taken in again, it has to be confirmed again.
    await store.rollouts.changeStep(rolloutId, tenantId, { leftOut, ...(leftOut ? { confirmedAt: null } : {}) })
    afterCommit(() => conductor.nudge())
    return {}
  },
  'rollouts.stop': async ({ rolloutId, stopped }, { store, ports: { clock }, conductor, afterCommit }) => {
    await store.rollouts.stop(rolloutId, stopped ? { at: clock.now().toISOString(), why: words.stoppedByHand } : null)
    if (!stopped) afterCommit(() => conductor.nudge())
    return {}
  },
}

const newStep = {
  due: null,
  planRunId: null,
  planId: null,
  rehearsalRunId: null,
  confirmedAt: null,
  justification: null,
  restoreRunId: null,
  leftOut: false,
} as const

/** The step of a tenant. @throws Failure `badInput` for the tenant of the standard */
function stepOf(rollout: RolloutRow, tenantId: string): RolloutStepRow {
  const step = rollout.steps.find((entry) => entry.tenantId === tenantId)
  if (!step) throw failure('badInput', words.notReady)
  return step
}
