import type { AccountInfo, AuthenticationResult, INativeBrokerPlugin } from '@azure/msal-node'
import { constants, createPrivateKey, sign, X509Certificate } from 'node:crypto'
import tls from 'node:tls'
import { generate } from 'selfsigned'
import { afterEach, describe, expect, it } from 'vitest'
import type { RunId, TenantId } from '#contract/model/ids.ts'
import { signInFailure } from '#infra/auth/problems.ts'
import { windowsBroker } from '#infra/auth/broker.ts'
import { windowsCertificates } from '#infra/auth/windows-certificates.ts'
import { scriptEnvironment, type RunPowerShell } from '#infra/system/windows-powershell.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { connectWithSignIn, graphCommandLine as clientId, trustedBefore } from '#tests/support/connected.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
let simulator: Simulator | undefined
afterEach(async () => {
  tls.setDefaultCACertificates(trustedBefore)
  await lab.close()
  await simulator?.close()
  simulator = undefined
})

async function connected(directory: object = {}, more: object = {}): Promise<TenantId> {
  const opened = await connectWithSignIn(lab, directory, more)
  simulator = opened.simulator
  return opened.id
}

/** What msal hands to the broker of Windows, and what it answers, as `INativeBrokerPlugin` declares it. */
function fakeBroker(account: AccountInfo, token: () => string) {
  const asked: { readonly what: string; readonly request: object; readonly window?: Buffer | undefined }[] = []
  // Windows knows accounts that other programs with the same client ID signed in.
  const stranger: AccountInfo = { ...account, homeAccountId: 'stranger', username: 'stranger@elsewhere.example' }
  const known: AccountInfo[] = [stranger]
  const result = (scopes: string[]): AuthenticationResult => ({
    authority: '',
    uniqueId: account.localAccountId,
    tenantId: account.tenantId,
    scopes,
    account,
    idToken: '',
    idTokenClaims: {},
    accessToken: token(),
    fromCache: false,
    expiresOn: new Date(Date.now() + 3_600_000),
    tokenType: 'Bearer',
    correlationId: '',
  })
  const plugin: INativeBrokerPlugin = {
    isBrokerAvailable: true,
    setLogger: () => {},
    getAccountById: async () => account,
    getAllAccounts: async () => known,
    async acquireTokenSilent(request) {
      asked.push({ what: 'silent', request })
      return result([...request.scopes])
    },
    async acquireTokenInteractive(request, window) {
      asked.push({ what: 'interactive', request, window })
      known.push(account)
      return result([...request.scopes])
    },
    async signOut(request) {
      asked.push({ what: 'signOut', request })
    },
  }
  return { plugin, asked }
}

const person = (tenantId: string): AccountInfo => ({
  homeAccountId: `oid.${tenantId}`,
  environment: 'login.windows.net',
  tenantId,
  username: 'admin@simulated.example',
  localAccountId: 'oid',
  nativeAccountId: 'native',
})

describe('the Windows broker', () => {
  const brokered = async (home?: string) => {
    let token = ''
    let broker: ReturnType<typeof fakeBroker> | null = null
    lab = openLab({
      broker: async () => broker && { plugin: broker.plugin, windowHandle: () => Buffer.from('window') },
    })
    const id = await connected()
    token = simulator!.token
    broker = fakeBroker(person(home ?? id), () => token)
    const signIn = async () => {
      const { runId } = await lab.core.call('tenants.signIn', { tenantId: id, how: 'broker', access: 'write' })
      return lab.ended(id, runId as RunId)
    }
    return { id, signIn, asked: broker.asked }
  }

  it('signs in over the window of the app, renews in silence, and is forgotten here alone (031-13)', async () => {
    const { id, signIn, asked } = await brokered()
    expect(await lab.core.call('tenants.signInWays', {})).toMatchObject({ broker: true })
    expect(await signIn()).toMatchObject({ status: 'succeeded', result: { account: 'admin@simulated.example' } })
    expect(asked).toEqual([
      {
        what: 'interactive',
        window: Buffer.from('window'),
        request: expect.objectContaining({
          clientId,
          redirectUri: `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`,
          scopes: expect.arrayContaining([
            'https://graph.microsoft.com/DeviceManagementConfiguration.ReadWrite.All',
          ]) as string[],
        }) as object,
      },
    ])
    expect(await lab.capture(id)).toMatchObject({ status: 'succeeded' })
    expect(asked.slice(1).every(({ what }) => what === 'silent')).toBe(true)
    expect(asked.length).toBeGreaterThan(1)
    await lab.core.call('tenants.signOut', { tenantId: id })
    // The accounts stay with Windows: other tenants and programs use them.
    expect(asked.filter(({ what }) => what === 'signOut')).toEqual([])
    expect(await lab.capture(id)).toMatchObject({ status: 'failed', error: { code: 'unauthenticated' } })
  })

  it('keeps nothing of an account of another tenant (031-13, 031-6)', async () => {
    const { id, signIn, asked } = await brokered('99999999-9999-4999-8999-999999999999')
    expect(await signIn()).toMatchObject({ status: 'failed', error: { code: 'wrongTenant' } })
    expect(asked.map(({ what }) => what)).toEqual(['interactive'])
    expect(await lab.core.call('tenants.accounts', { tenantId: id })).toEqual([])
  })

  it('is not there on other systems, which is said (031-13)', async () => {
    expect(await windowsBroker('linux', () => undefined)()).toBeNull()
    // The library is real; this computer has no broker.
    expect(await windowsBroker('win32', () => undefined)()).toBeNull()
    lab = openLab()
    const id = await connected()
    expect(await lab.core.call('tenants.signInWays', {})).toEqual({ broker: false, certificateStore: false })
    await expect(lab.core.call('tenants.certificates', {})).rejects.toMatchObject({ error: { code: 'badInput' } })
    const { runId } = await lab.core.call('tenants.signIn', { tenantId: id, how: 'broker' })
    expect(await lab.ended(id, runId)).toMatchObject({
      status: 'failed',
      error: { code: 'unauthenticated', hint: 'Sign in with the browser or a code.' },
    })
  })
})

it.each([
  ['user_canceled', 'The sign-in was canceled.'],
  ['no_network_connectivity', "The sign-in service can't be reached."],
] as const)('knows the errors of the broker, which have classes of their own: %s (031-13)', (errorCode, said) => {
  const thrown = Object.assign(new Error('See msal'), {
    name: 'ClientAuthError',
    errorCode,
    errorMessage: '',
    correlationId: '',
  })
  expect(signInFailure(thrown, 'Contoso').error.message).toBe(said)
})

it('reads the number of Entra\u2019s error from the broker (031-7, 031-13)', () => {
  const thrown = Object.assign(new Error('See msal'), {
    name: 'ClientAuthError',
    errorCode: 'platform_broker_error',
    platformBrokerError: new Error('AADSTS53003: blocked'),
  })
  expect(signInFailure(thrown, 'Contoso').error.message).toContain('AADSTS53003')
})

describe('the certificate store of Windows', () => {
  /** PowerShell with one certificate, whose key it doesn't hand out. */
  async function store(thumbprint: string) {
    const pems = await generate([{ name: 'commonName', value: 'TenantAtlas' }], { keySize: 2048, algorithm: 'sha256' })
    const ran: string[] = []
    const key = createPrivateKey(pems.private)
    const run: RunPowerShell = async (script, variables) => {
      ran.push(script)
      if (script.includes('ConvertTo-Json'))
        return JSON.stringify({ thumbprint, subject: 'CN=TenantAtlas', expiresAt: '2027-05-01T00:00:00.0000000Z' })
      if (variables['ATLAS_THUMBPRINT'] !== thumbprint) throw new Error('ATLAS_NOT_FOUND\n    + CategoryInfo')
      if (script.includes('RawData')) return `${new X509Certificate(pems.cert).raw.toString('base64')}\r\n`
      if (!script.includes('[System.Security.Cryptography.RSASignaturePadding]::Pss'))
        throw new Error('another padding')
      return `${sign('sha256', Buffer.from(variables['ATLAS_DATA']!, 'base64'), {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      }).toString('base64')}\r\n`
    }
    return { certificates: windowsCertificates(run), pem: pems.cert, ran }
  }
  const thumbprint = 'AB'.repeat(20)

  it('signs in an app without its key leaving the store (031-13)', async () => {
    const { certificates, pem, ran } = await store(thumbprint)
    lab = openLab({ certificates })
    const apps = [{ clientId, publicFlows: false, certificates: [pem] }]
    expect(await lab.core.call('tenants.signInWays', {})).toEqual({ broker: false, certificateStore: true })
    expect(await lab.core.call('tenants.certificates', {})).toEqual([
      { thumbprint, subject: 'CN=TenantAtlas', expiresAt: '2027-05-01T00:00:00.0000000Z' },
    ])
    const id = await connected({ apps }, { clientId, certificateThumbprint: thumbprint.toLowerCase() })
    expect((await lab.core.call('tenants.list', {}))[0]).toMatchObject({ signIn: 'app' })
    expect(await lab.capture(id)).toMatchObject({ status: 'succeeded' })
    // One for the certificate and one to sign, for all requests: a smart card would ask for its PIN each time.
    expect(ran.filter((script) => !script.includes('ConvertTo-Json')).length).toBe(2)
    // No script has a double quote, which the way to a Windows program can change.
    expect(ran.filter((script) => script.includes('"'))).toEqual([])
  })

  it('says which certificate is missing, and what Windows refused (031-13)', async () => {
    const { certificates } = await store('CD'.repeat(20))
    lab = openLab({ certificates })
    const id = await connected({}, { clientId, certificateThumbprint: thumbprint })
    expect(await lab.capture(id)).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining(`no certificate with the thumbprint ${thumbprint}`) as string },
    })
    const refused = windowsCertificates(async () => {
      throw new Error('Keyset does not exist\n   at line 7')
    })
    const restricted = windowsCertificates(async () => {
      throw new Error('ATLAS_RESTRICTED\n   at line 4')
    })
    await expect(restricted.list()).rejects.toMatchObject({
      error: { hint: 'Use a PEM file with the certificate and its private key.' },
    })
    await expect(refused.list()).rejects.toMatchObject({
      error: { code: 'badInput', message: 'Windows refused to use the certificate (Keyset does not exist).' },
    })
  })

  it('is asked without the module path of PowerShell 7, which Windows PowerShell can\u2019t use (031-13)', () => {
    expect(scriptEnvironment({ Path: 'C:\\', PSMODULEPATH: 'C:\\7' }, { ATLAS_DATA: 'x' })).toEqual({
      Path: 'C:\\',
      ATLAS_DATA: 'x',
    })
  })

  it('is refused where there is none, and beside another proof (031-13)', async () => {
    lab = openLab()
    await expect(connected({}, { clientId, certificateThumbprint: thumbprint })).rejects.toMatchObject({
      error: { code: 'badInput', hint: expect.stringContaining('PEM') as string },
    })
    await lab.close()
    lab = openLab({ certificates: (await store(thumbprint)).certificates })
    await expect(
      connected({}, { clientId, certificateThumbprint: thumbprint, certificateFile: '/app.pem' }),
    ).rejects.toMatchObject({ error: { code: 'badInput' } })
    await expect(connected({}, { clientId, certificateThumbprint: 'abc' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
  })
})
