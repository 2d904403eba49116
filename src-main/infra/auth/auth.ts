import { inUri } from '#domain/uri.ts'
import type { AccountInfo, AuthenticationResult, Configuration, PublicClientApplication } from '@azure/msal-node'
import type { Auth, SignedIn, SignInRequest, SystemCertificates } from '#app/ports/auth.ts'
import type { Clock, Network, Vault } from '#app/ports/ports.ts'
import type { TenantRow, TokenCacheRepository } from '#app/ports/tenants.ts'
import { failure, Failure } from '#contract/errors.ts'
import { wellKnownClientId, type Access } from '#contract/model/clouds.ts'
import type { PermissionArea } from '#contract/model/permissions.ts'
import { allows, optionalAreas, scopesFor } from '#domain/permissions/scopes.ts'
import { createAppTokens } from './app-tokens.ts'
import { brokerRedirectUri, type Broker } from './broker.ts'
import { createEnvironmentTokens, type Environment } from './environment-tokens.ts'
import { createAuthNetwork, type AuthNetwork } from './network.ts'
import { signInFailure, wantsSomebody } from './problems.ts'
import { msal } from './msal.ts'
import { graphOf, tokenOf } from './token.ts'
import { cacheMemory, createTokenCache } from './token-cache.ts'
import { words } from './words.ts'

type Fetch = Network['fetch']

export interface AuthPorts {
  readonly vault: Vault
  readonly caches: TokenCacheRepository
  readonly clock: Clock
  readonly environment: Environment
  /** Opens an address in the system browser, and rejects if there is none. */
  readonly openBrowser: (url: string) => Promise<void>
  readonly fetch: Fetch
  /** The broker of the system; null if it has none. */
  readonly broker: () => Promise<Broker | null>
  /** The certificate store of the system; null if it has none that can sign. */
  readonly certificates: SystemCertificates | null
}

/** Sign-in with msal: people by browser or device code, apps by certificate or client secret, and tokens from the environment. */
export function createAuth(ports: AuthPorts): Auth {
  const memory = cacheMemory()
  const environmentTokens = createEnvironmentTokens(ports.environment)

  const configuration = (tenant: TenantRow, network = createAuthNetwork(ports.fetch)): Configuration => {
    const authority = tenant.authority ?? ''
    return {
      auth: {
        clientId: tenant.clientId ?? wellKnownClientId,
        authority: `${authority}/${tenant.id}`,
        // The authority was chosen with the cloud. Validating it with another service would need the internet.
        knownAuthorities: [new URL(authority).host],
        // Graph can send a claims challenge at any time (continuous access evaluation, G-11).
        clientCapabilities: ['CP1'],
      },
      cache: { cachePlugin: createTokenCache({ ...ports, memory }, tenant.id) },
      system: { networkClient: network.client },
    }
  }
  const apps = createAppTokens({ ...ports, configuration })
  const people = async (tenant: TenantRow, network?: AuthNetwork) =>
    new (await msal()).PublicClientApplication(configuration(tenant, network))

  /** A client for each tenant and app, because each one registers with the broker anew. */
  const brokered = new Map<string, PublicClientApplication>()

  /** A client that does everything through the broker, which keeps the accounts and their tokens itself. */
  async function withBroker(tenant: TenantRow): Promise<{ client: PublicClientApplication; broker: Broker }> {
    const broker = await ports.broker()
    if (!broker) throw failure('unauthenticated', words.noBroker)
    const key = `${tenant.id}/${tenant.clientId ?? ''}`
    const client =
      brokered.get(key) ??
      new (await msal()).PublicClientApplication({
        ...configuration(tenant),
        broker: { nativeBrokerPlugin: broker.plugin },
      })
    brokered.set(key, client)
    return { client, broker }
  }

  /** Scopes name the cloud's own Graph (G-3). */
  const resourceScopes = (tenant: TenantRow, access: Access, optional: readonly PermissionArea[]) =>
    scopesFor(access, optional).map((scope) => `${graphOf(tenant)}/${scope}`)

  async function personToken(tenant: TenantRow, access: 'read' | 'write', claims: string | undefined): Promise<string> {
    const client = tenant.usesBroker ? (await withBroker(tenant)).client : await people(tenant)
    const account = (await client.getAllAccounts()).find((entry) => isAccount(entry, tenant))
    if (!account) throw failure('unauthenticated', words.notSignedIn(tenant.name))
    // A sign-in with already granted permissions can't request more.
    const wanted = tenant.scopes.includes('.default')
      ? ('consented' as const)
      : access === 'write' && allows(tenant.scopes, 'Directory', 'write')
        ? ('writeGroups' as const)
        : access
    try {
      return tokenOf(
        await client.acquireTokenSilent({
          account,
          scopes: resourceScopes(
            tenant,
            wanted,
            optionalAreas(tenant).filter((area) => allows(tenant.scopes, area, access)),
          ),
          ...(claims === undefined ? {} : { claims, forceRefresh: true }),
        }),
      )
    } catch (error) {
      if (wantsSomebody(error) && access === 'write' && claims === undefined) {
        throw failure('unauthenticated', words.noWriteAccess(tenant.name), { cause: error })
      }
      throw error
    }
  }

  async function interactive({ tenant, how, access, signal, prompt }: SignInRequest): Promise<AuthenticationResult> {
    const network = createAuthNetwork(ports.fetch)
    const client = await people(tenant, network)
    const scopes = resourceScopes(tenant, access, optionalAreas(tenant))
    if (how === 'broker') {
      const { client: brokered, broker } = await withBroker(tenant)
      const windowHandle = broker.windowHandle()
      await prompt({ how })
      return brokered.acquireTokenInteractive({
        scopes,
        prompt: 'select_account',
        redirectUri: brokerRedirectUri(tenant.clientId ?? wellKnownClientId),
        // The broker opens its own window.
        openBrowser: async () => {},
        ...(windowHandle ? { windowHandle } : {}),
      })
    }
    if (how === 'deviceCode') {
      const request = {
        scopes,
        cancel: false,
        deviceCodeCallback: (response: { verificationUri: string; userCode: string; expiresIn: number }) => {
          // msal continues without a code if the service refused to return one.
          if (!response.userCode) throw new Error(network.lastRefusal() ?? 'no code')
          const expiresAt = new Date(ports.clock.now().getTime() + response.expiresIn * 1000).toISOString()
          void prompt({ how, url: response.verificationUri, code: response.userCode, expiresAt })
        },
      }
      signal.addEventListener('abort', () => (request.cancel = true), { once: true })
      const result = await client.acquireTokenByDeviceCode(request)
      if (!result) throw failure('unauthenticated', words.codeNotUsed)
      return result
    }
    return client.acquireTokenInteractive({
      scopes,
      prompt: 'select_account',
      openBrowser: async (url) => {
        await prompt({ how, url })
        // If the browser doesn't open, it isn't a failure, because the address is on the screen too.
        await ports.openBrowser(url).catch(() => {})
      },
      successTemplate: page(words.page.signedIn),
      errorTemplate: page(words.page.failed),
    })
  }

  return {
    async token(tenant, access, claims) {
      if (tenant.signIn === 'environment') return environmentTokens.token(tenant, claims)
      try {
        return tenant.signIn === 'app' ? await apps.token(tenant, claims) : await personToken(tenant, access, claims)
      } catch (error) {
        throw signInFailure(error, tenant.name)
      }
    },
    async signIn(request) {
      const { tenant, signal } = request
      let result: AuthenticationResult
      try {
        result = await untilAborted(interactive(request), signal)
      } catch (error) {
        if (signal.aborted) throw new Failure('cancelled', words.cancelled, { cause: error })
        throw signInFailure(error, tenant.name)
      }
      const usesBroker = request.how === 'broker'
      const isWrong = result.tenantId.toLowerCase() !== tenant.id
      // The accounts of the broker are those of Windows, and other tenants and programs use them too.
      if (!usesBroker) {
        const client = await people(tenant)
        for (const entry of await client.getAllAccounts())
          if (entry.homeAccountId === result.account?.homeAccountId ? isWrong : isRenewed(entry, result.account))
            await client.signOut({ account: entry })
      }
      if (isWrong) throw failure('wrongTenant', words.wrongTenant(tenant.name, result.tenantId))
      return { ...signedIn(result, request.access), usesBroker }
    },
    async signOut(tenant, account) {
      const client = await people(tenant)
      for (const entry of await client.getAllAccounts())
        if (account === null || isNamed(entry, account)) await client.signOut({ account: entry })
      if (account !== null) return
      memory.contents.delete(tenant.id)
      await ports.caches.remove(tenant.id)
    },
    hasBroker: async () => (await ports.broker()) !== null,
    certificates: ports.certificates,
    lookUp: (authority, idOrDomain) => lookUp(ports.fetch, authority, idOrDomain),
  }
}

const isNamed = (entry: AccountInfo, account: string): boolean => entry.username.toLowerCase() === account.toLowerCase()

/** Whether another account had this user name before, for example one that was deleted and made again. */
const isRenewed = (entry: AccountInfo, signedInNow: AccountInfo | null): boolean =>
  signedInNow !== null && isNamed(entry, signedInNow.username)

/**
 * Whether it is the account that the tenant uses. Sign-ins of older versions are known by name: the cache of a tenant can
 * hold guests, and a broker doesn't tell them apart.
 */
const isAccount = (entry: AccountInfo, tenant: TenantRow): boolean =>
  tenant.homeAccountId === null
    ? tenant.account !== null && isNamed(entry, tenant.account) && (tenant.usesBroker || entry.tenantId === tenant.id)
    : tenant.homeAccountId === entry.homeAccountId

function signedIn(result: AuthenticationResult, access: Access): Omit<SignedIn, 'usesBroker'> {
  const granted = result.scopes
    .map((scope) => scope.split('/').at(-1)!)
    .filter((scope) => !['openid', 'profile', 'offline_access', 'email'].includes(scope))
  return {
    account: result.account?.username ?? '',
    homeAccountId: result.account?.homeAccountId ?? null,
    tenantId: result.tenantId.toLowerCase(),
    scopes: access === 'consented' ? ['.default', ...granted] : granted,
  }
}

/** msal's loopback server can't be stopped, so the run continues without it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
    work.then(resolve, reject)
  })
}

const page = ({ title, body }: { readonly title: string; readonly body: string }): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body style="font: 16px system-ui; margin: 4rem auto; max-width: 30rem"><h1>${title}</h1><p>${body}</p></body></html>`

/** Every authority publishes the IDs of its tenants without a sign-in (OpenID Connect discovery, G-9). */
async function lookUp(fetch: Fetch, authority: string, idOrDomain: string): Promise<string> {
  let response: Response
  try {
    response = await fetch(`${authority}/${inUri(idOrDomain)}/v2.0/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    })
  } catch (error) {
    throw failure('unreachable', words.lookUp.unreachable, { cause: error })
  }
  const body: unknown = await response.json().catch(() => null)
  const issuer = typeof body === 'object' && body !== null && 'issuer' in body ? String(body.issuer) : ''
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(issuer)?.[0]
  if (!id) throw failure('notFound', words.lookUp.noTenant(idOrDomain))
  return id.toLowerCase()
}
