import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunId, TenantId } from '#contract/model/ids.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import type { AuthorityOptions } from '#simulator/authority/authority.ts'
import type { Simulator } from '#simulator/simulator.ts'
import {
  connectWithSignIn,
  filesBelow,
  graphCommandLine as clientId,
  script,
  trustedBefore,
} from '#tests/support/connected.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { enterDeviceCode, signInAs } from '#tests/support/sign-in.ts'

let lab: Lab
let simulator: Simulator
beforeEach(() => void (lab = openLab()))
afterEach(async () => {
  tls.setDefaultCACertificates(trustedBefore)
  await lab.close()
  await simulator.close()
})

/** Starts a tenant with a sign-in service and connects it; nobody is signed in yet. */
async function connected(directory: Partial<AuthorityOptions> = {}, more: object = {}): Promise<TenantId> {
  const opened = await connectWithSignIn(lab, directory, more)
  simulator = opened.simulator
  return opened.id
}

/** Signs somebody in by the browser's way, without a browser: the pages are plain forms. */
async function signIn(
  tenantId: TenantId,
  account: string,
  access: 'read' | 'write' | 'consented' = 'read',
): Promise<Run> {
  const { runId } = await lab.core.call('tenants.signIn', { tenantId, how: 'browser', access })
  const prompt = await promptOf(tenantId, runId)
  await signInAs(prompt.url, account)
  return lab.ended(tenantId, runId)
}

/** Waits until a run says what a person has to do. */
async function promptOf(tenantId: TenantId, runId: string): Promise<{ url: string; code: string }> {
  for (;;) {
    const run = await lab.core.call('runs.get', { tenantId, runId: RunId.parse(runId) })
    const { prompt } = resultOf(run, 'sign-in')
    if (prompt && prompt.how !== 'broker')
      return { url: prompt.url, code: prompt.how === 'deviceCode' ? prompt.code : '' }
    if (run.error) throw new Error(run.error.message)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Starts a sign-in with a code, and waits for the code. */
async function withCode(tenantId: TenantId): Promise<{ runId: RunId; prompt: { url: string; code: string } }> {
  const { runId } = await lab.core.call('tenants.signIn', { tenantId, how: 'deviceCode' })
  return { runId: RunId.parse(runId), prompt: await promptOf(tenantId, runId) }
}

const tenant = async (id: TenantId) => (await lab.core.call('tenants.list', {})).find((entry) => entry.id === id)!
const capture = async (tenantId: TenantId) => lab.capture(tenantId)

describe('sign-in of a person', () => {
  it('opens the browser, renews silently, and ends with a sign-out (031-1)', async () => {
    const id = await connected({ accessTokenSeconds: 60 })
    expect(await capture(id)).toMatchObject({
      status: 'failed',
      error: { code: 'unauthenticated', hint: 'Sign in to the tenant.' },
    })
    expect(await signIn(id, 'admin@simulated.example')).toMatchObject({
      status: 'succeeded',
      result: { account: 'admin@simulated.example' },
    })
    expect(await tenant(id)).toMatchObject({ account: 'admin@simulated.example' })
    // Tokens that are about to end are renewed without a person: msal renews five minutes ahead.
    expect(await capture(id)).toMatchObject({ status: 'succeeded' })
    expect(await capture(id)).toMatchObject({ status: 'succeeded' })
    await lab.core.call('tenants.signOut', { tenantId: id })
    expect(await tenant(id)).toMatchObject({ account: null })
    expect(await capture(id)).toMatchObject({ status: 'failed', error: { code: 'unauthenticated' } })
  })

  it('takes a code that is entered elsewhere, after a mistyped one too (031-2)', async () => {
    const id = await connected()
    const { runId, prompt } = await withCode(id)
    expect(await enterDeviceCode(prompt.url, 'WRONG', 'admin@simulated.example')).toContain('That code did not work')
    await enterDeviceCode(prompt.url, prompt.code, 'admin@simulated.example')
    expect(await lab.ended(id, runId)).toMatchObject({ status: 'succeeded' })
    expect(await capture(id)).toMatchObject({ status: 'succeeded' })
  })

  it('fails when the code is declined elsewhere (031-2)', async () => {
    const id = await connected()
    const { runId, prompt } = await withCode(id)
    await enterDeviceCode(prompt.url, prompt.code, '')
    expect(await lab.ended(id, runId)).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('declined') as string },
    })
  })

  it('can be cancelled while it waits for the code (031-2)', async () => {
    const id = await connected()
    const { runId } = await withCode(id)
    await lab.core.call('runs.cancel', { tenantId: id, runId })
    expect(await lab.ended(id, runId)).toMatchObject({ status: 'cancelled' })
  })

  it("asks for reading first; writing needs a sign-in of its own and an administrator's consent (031-3)", async () => {
    const id = await connected()
    await signIn(id, 'reader@simulated.example')
    await lab.capture(id)
    const [version] = (await lab.core.call('versions.list', { tenantId: id })).filter(
      (entry) => entry.type === 'deviceManagementScripts',
    )
    simulator.tenant.collections.get('/deviceManagement/deviceManagementScripts')!.get(script.id)!['displayName'] =
      'Renamed'
    const plan = await lab.plan(id, { from: { versionIds: [version!.id] } })
    await lab.core.call('tenants.unlock', { tenantId: id, minutes: 5, confirm: 'Contoso' })
    const refused = await lab.core.call('restore.start', { tenantId: id, planId: plan.id, confirm: 'Contoso' })
    expect(await lab.ended(id, refused.runId)).toMatchObject({
      error: { code: 'unauthenticated', message: expect.stringContaining("doesn't include write access") as string },
    })
    expect(await signIn(id, 'reader@simulated.example', 'write')).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining("haven't been granted") as string },
    })
    expect(await signIn(id, 'admin@simulated.example', 'write')).toMatchObject({ status: 'succeeded' })
    await lab.core.call('runs.retry', { tenantId: id, runId: refused.runId })
    expect(await lab.ended(id, refused.runId)).toMatchObject({ status: 'succeeded' })
  })

  it('uses what was consented before (031-3)', async () => {
    const id = await connected()
    expect(await signIn(id, 'partial@simulated.example')).toMatchObject({
      status: 'failed',
      error: { hint: expect.stringContaining('consent') as string },
    })
    expect(await signIn(id, 'partial@simulated.example', 'consented')).toMatchObject({ status: 'succeeded' })
    expect(await tenant(id)).toMatchObject({ account: 'partial@simulated.example' })
  })

  it('renews the token when Graph asks for more claims, and asks you to sign in when that is refused (031-4)', async () => {
    const id = await connected()
    await signIn(id, 'admin@simulated.example')
    await lab.capture(id)
    simulator.access.revoke()
    expect(await capture(id)).toMatchObject({ status: 'succeeded' })
    simulator.access.revoke()
    simulator.authority!.revokeSessions()
    expect(await capture(id)).toMatchObject({
      status: 'failed',
      error: {
        code: 'unauthenticated',
        hint: 'Sign in again.',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
    })
  })

  it('keeps the tokens sealed across a restart, and only in memory where nothing seals them (031-5)', async () => {
    const id = await connected()
    await signIn(id, 'admin@simulated.example')
    await lab.capture(id)
    await lab.reopen()
    expect(await capture(id)).toMatchObject({ status: 'succeeded' })
    const bytes = filesBelow(lab.folder)
      .map((file) => readFileSync(file).toString('latin1'))
      .join('')
    expect(bytes).not.toMatch(/eyJ[\w-]{10,}\.eyJ/)
    await lab.reopen({ vault: false })
    expect(await capture(id)).toMatchObject({ status: 'failed', error: { code: 'unauthenticated' } })
    await signIn(id, 'admin@simulated.example')
    expect(await capture(id)).toMatchObject({ status: 'succeeded' })
    await lab.reopen({ vault: false })
    expect(await capture(id)).toMatchObject({ status: 'failed', error: { code: 'unauthenticated' } })
  })

  it('refuses a token of another tenant (031-6)', async () => {
    const id = await connected({
      people: [
        {
          id: '60000000-0000-4000-8000-000000000009',
          userName: 'both@simulated.example',
          name: 'Both',
          tenantId: '99999999-9999-4999-8999-999999999999',
          consented: 'all',
          groupIds: [],
        },
      ],
      acceptStrangers: true,
    })
    expect(await signIn(id, 'both@simulated.example')).toMatchObject({
      status: 'failed',
      error: { code: 'wrongTenant' },
    })
    expect(await tenant(id)).toMatchObject({ account: null })
  })

  it('names what is wrong with the address, the tenant or the app registration (031-7)', async () => {
    const id = await connected()
    const { authority } = simulator
    expect(
      await lab.core.call('tenants.lookUp', {
        cloud: 'custom',
        authority: authority!.url,
        idOrDomain: 'simulated.example',
      }),
    ).toEqual({ tenantId: id })
    await expect(
      lab.core.call('tenants.lookUp', { cloud: 'custom', authority: authority!.url, idOrDomain: 'nobody.example' }),
    ).rejects.toMatchObject({ error: { code: 'notFound' } })
    await expect(
      lab.core.call('tenants.lookUp', { cloud: 'custom', authority: 'https://localhost:1', idOrDomain: 'x' }),
    ).rejects.toMatchObject({ error: { code: 'unreachable' } })
    await expect(
      lab.core.call('tenants.connect', {
        id: TenantId.parse('63000000-0000-4000-8000-000000000001'),
        name: 'Plain',
        environment: 'test',
        cloud: 'custom',
        graphUrl: 'http://graph.example',
        authority: 'https://login.example',
      }),
    ).rejects.toMatchObject({
      error: { code: 'badInput', message: expect.stringContaining("doesn't start with https") as string },
    })
  })

  it.each([
    ['700016', "doesn't have this app registration", {}, { clientId: '64000000-0000-4000-8000-000000000001' }],
    ['7000218', 'public client flows', { apps: [{ clientId, publicFlows: false, certificates: [] }] }, {}],
  ] as const)('says what an app registration lacks: AADSTS%s (031-7)', async (number, words, directory, more) => {
    const id = await connected(directory, more)
    const { runId } = await lab.core.call('tenants.signIn', { tenantId: id, how: 'deviceCode' })
    const run = await lab.ended(id, runId)
    expect(run).toMatchObject({
      status: 'failed',
      error: { code: 'unauthenticated', message: expect.stringContaining(number) as string },
    })
    expect(`${run.error?.message} ${run.error?.hint}`).toContain(words)
  })
})
