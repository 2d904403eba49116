import tls from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunId, type TenantId } from '#contract/model/ids.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { connectWithSignIn, script, trustedBefore } from '#tests/support/connected.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { signInAs } from '#tests/support/sign-in.ts'

const admin = 'admin@simulated.example'
const reader = 'reader@simulated.example'

let lab: Lab
let simulator: Simulator
let id: TenantId
beforeEach(async () => {
  lab = openLab()
  ;({ simulator, id } = await connectWithSignIn(lab))
})
afterEach(async () => {
  tls.setDefaultCACertificates(trustedBefore)
  await lab.close()
  await simulator.close()
})

async function signIn(account: string, access: 'read' | 'write' = 'read'): Promise<Run> {
  const { runId } = await lab.core.call('tenants.signIn', { tenantId: id, how: 'browser', access })
  for (;;) {
    const run = await lab.core.call('runs.get', { tenantId: id, runId: RunId.parse(runId) })
    const { prompt } = resultOf(run, 'sign-in')
    if (prompt?.how === 'browser') {
      await signInAs(prompt.url, account)
      return lab.ended(id, runId)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
const used = async () => (await lab.core.call('tenants.list', {})).find((entry) => entry.id === id)!.account
const accounts = async () =>
  (await lab.core.call('tenants.accounts', { tenantId: id })).map(({ account, isUsed, canWrite }) => ({
    account,
    isUsed,
    canWrite,
  }))

describe('several accounts of one tenant', () => {
  it('keeps each with its own rights, and sends requests with the one in use (031-12)', async () => {
    await signIn(admin, 'write')
    await signIn(reader)
    expect(await accounts()).toEqual([
      { account: reader, isUsed: true, canWrite: false },
      { account: admin, isUsed: false, canWrite: true },
    ])
    await lab.capture(id)
    const [version] = (await lab.core.call('versions.list', { tenantId: id })).filter(
      (entry) => entry.type === 'deviceManagementScripts',
    )
    simulator.tenant.collections.get('/deviceManagement/deviceManagementScripts')!.get(script.id)!['displayName'] =
      'Renamed'
    const plan = await lab.plan(id, { from: { versionIds: [version!.id] } })
    await lab.core.call('tenants.unlock', { tenantId: id, minutes: 5, confirm: 'Contoso' })
    const refused = await lab.core.call('restore.start', { tenantId: id, planId: plan.id, confirm: 'Contoso' })
    expect(await lab.ended(id, refused.runId)).toMatchObject({ status: 'failed', error: { code: 'unauthenticated' } })
    expect(await lab.core.call('tenants.useAccount', { tenantId: id, account: admin.toUpperCase() })).toMatchObject({
      account: admin,
    })
    await lab.core.call('runs.retry', { tenantId: id, runId: refused.runId })
    expect(await lab.ended(id, refused.runId)).toMatchObject({ status: 'succeeded' })
    expect((await lab.core.call('audit.list', { tenantId: id, limit: 50 })).map(({ action }) => action)).toContain(
      'tenant.accountUsed',
    )
  })

  it('are all there after a restart, and each is signed out by itself (031-12)', async () => {
    await signIn(admin)
    await signIn(reader)
    await lab.reopen()
    await lab.core.call('tenants.useAccount', { tenantId: id, account: admin })
    expect(await lab.capture(id)).toMatchObject({ status: 'succeeded' })
    expect(await lab.core.call('tenants.signOut', { tenantId: id, account: admin })).toMatchObject({ account: null })
    expect(await accounts()).toEqual([{ account: reader, isUsed: false, canWrite: false }])
    // Another account isn't taken in silence: it may have other rights.
    expect(await lab.capture(id)).toMatchObject({ status: 'failed', error: { code: 'unauthenticated' } })
    await lab.core.call('tenants.useAccount', { tenantId: id, account: reader })
    expect(await lab.capture(id)).toMatchObject({ status: 'succeeded' })
    await signIn(admin)
    await lab.core.call('tenants.signOut', { tenantId: id })
    expect([await used(), await accounts()]).toEqual([null, []])
    expect(await lab.capture(id)).toMatchObject({ status: 'failed', error: { code: 'unauthenticated' } })
  })

  it('keeps the other account when one signs in again, and refuses what is not signed in (031-12)', async () => {
    await signIn(admin)
    await signIn(admin, 'write')
    expect(await accounts()).toEqual([{ account: admin, isUsed: true, canWrite: true }])
    await expect(lab.core.call('tenants.useAccount', { tenantId: id, account: reader })).rejects.toMatchObject({
      error: { code: 'notFound', message: `${reader} isn't signed in to Contoso.` },
    })
    await expect(lab.core.call('tenants.signOut', { tenantId: id, account: reader })).rejects.toMatchObject({
      error: { code: 'notFound' },
    })
    expect(await used()).toBe(admin)
  })

  it('changes the account only while no run is active (031-12)', async () => {
    await signIn(admin)
    await signIn(reader)
    const { runId } = await lab.core.call('tenants.signIn', { tenantId: id, how: 'browser' })
    await expect(lab.core.call('tenants.useAccount', { tenantId: id, account: admin })).rejects.toMatchObject({
      error: { code: 'badInput', message: "1 run of this tenant hasn't finished." },
    })
    await lab.core.call('runs.cancel', { tenantId: id, runId: RunId.parse(runId) })
    await lab.ended(id, runId)
    await lab.core.call('tenants.useAccount', { tenantId: id, account: admin })
    expect(await used()).toBe(admin)
  })
})
