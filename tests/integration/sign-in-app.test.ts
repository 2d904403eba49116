import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tls from 'node:tls'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import type { Run } from '#contract/model/runs.ts'
import type { AuthorityOptions } from '#simulator/authority/authority.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { connectWithSignIn, filesBelow, graphCommandLine as clientId, trustedBefore } from '#tests/support/connected.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
let simulator: Simulator | undefined
beforeEach(() => void (lab = openLab()))
afterEach(async () => {
  tls.setDefaultCACertificates(trustedBefore)
  await lab.close()
  await simulator?.close()
  simulator = undefined
})

async function connected(directory: Partial<AuthorityOptions> = {}, more: object = {}): Promise<TenantId> {
  const opened = await connectWithSignIn(lab, directory, more)
  simulator = opened.simulator
  return opened.id
}
const capture = (id: TenantId): Promise<Run> => lab.capture(id)

describe('sign-in of an app', () => {
  it('proves itself with a certificate, whose file is checked (031-8)', async () => {
    const pems = await generate([{ name: 'commonName', value: 'TenantAtlas' }], { keySize: 2048, algorithm: 'sha256' })
    const stranger = await generate([{ name: 'commonName', value: 'Stranger' }], { keySize: 2048, algorithm: 'sha256' })
    const file = (name: string, content: string) => {
      mkdirSync(lab.folder, { recursive: true })
      writeFileSync(join(lab.folder, name), content)
      return join(lab.folder, name)
    }
    const certificateFile = file('app.pem', `${pems.cert}\n${pems.private}`)
    const id = await connected(
      { apps: [{ clientId, publicFlows: false, certificates: [pems.cert] }] },
      { clientId, certificateFile },
    )
    expect(await capture(id)).toMatchObject({ status: 'succeeded' })
    file('app.pem', `${stranger.cert}\n${stranger.private}`)
    await lab.reopen()
    expect(await capture(id)).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('AADSTS700027') as string },
    })
    file('app.pem', `${pems.cert}\n${stranger.private}`)
    expect(await capture(id)).toMatchObject({
      status: 'failed',
      error: { code: 'badInput', message: expect.stringContaining("doesn't belong") as string },
    })
    file('app.pem', 'nothing')
    expect(await capture(id)).toMatchObject({ status: 'failed', error: { code: 'badInput' } })
  })

  it('proves itself with a client secret, which is kept sealed and can be replaced (031-8)', async () => {
    const secrets = { 'first~value': 'valid', 'second~value': 'valid', 'old~value': 'expired' } as const
    const apps = [{ clientId, publicFlows: false, certificates: [], secrets }]
    const id = await connected({ apps }, { clientId, clientSecret: ' first~value ' })
    expect((await lab.core.call('tenants.list', {}))[0]).toMatchObject({ signIn: 'app', hasClientSecret: true })
    expect(await capture(id)).toMatchObject({ status: 'succeeded' })
    for (const [clientSecret, said] of [
      ['old~value', 'AADSTS7000222'],
      ['nobody~knows', 'AADSTS7000215'],
    ] as const) {
      await lab.core.call('tenants.change', { tenantId: id, clientSecret })
      await lab.reopen()
      expect(await capture(id)).toMatchObject({
        status: 'failed',
        error: { code: 'unauthenticated', message: expect.stringContaining(said) as string },
      })
    }
    await lab.core.call('tenants.change', { tenantId: id, clientSecret: 'second~value' })
    await lab.reopen()
    expect(await capture(id)).toMatchObject({ status: 'succeeded' })
    // Another passphrase can't open it, and says what to do.
    await lab.reopen({ vault: false })
    expect(await capture(id)).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining("can't be opened") as string },
    })
    const kept = filesBelow(lab.folder).map((path) => readFileSync(path).toString('latin1'))
    expect(kept.filter((content) => /(first|second|old)~value/.test(content))).toEqual([])
  })

  it('keeps no client secret where nothing protects it, nor for a tenant that has none (031-8)', async () => {
    await lab.close()
    lab = openLab({ vault: false })
    await expect(connected({}, { clientId, clientSecret: 'first~value' })).rejects.toMatchObject({
      error: { code: 'badInput', hint: expect.stringContaining('certificate') as string },
    })
    expect(await lab.core.call('tenants.list', {})).toEqual([])
    await expect(connected({}, { clientSecret: 'first~value' })).rejects.toMatchObject({ error: { code: 'badInput' } })
    const id = await connected()
    await expect(lab.core.call('tenants.change', { tenantId: id, clientSecret: 'first~value' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
  })
})
