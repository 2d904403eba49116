import { createHash } from 'node:crypto'
import type { ClientAssertionCallback, Configuration } from '@azure/msal-node'
import type { SystemCertificates } from '#app/ports/auth.ts'
import type { Clock, Vault } from '#app/ports/ports.ts'
import type { TenantRow } from '#app/ports/tenants.ts'
import { failure } from '#contract/errors.ts'
import { readCertificate, type ClientCertificate } from './certificate.ts'
import { clientAssertion } from './client-assertion.ts'
import type { Environment } from './environment-tokens.ts'
import { msal } from './msal.ts'
import { graphOf, tokenOf } from './token.ts'
import { words } from './words.ts'

interface Ports {
  readonly vault: Vault
  readonly clock: Clock
  readonly environment: Environment
  readonly certificates: SystemCertificates | null
  configuration(tenant: TenantRow): Configuration
}

type Credential =
  | { readonly clientSecret: string }
  | { readonly clientCertificate: ClientCertificate }
  | { readonly clientAssertion: ClientAssertionCallback }

/** A token that is about to end is renewed this long before (msal does the same for people). */
const renewedBeforeMs = 5 * 60_000
/** An assertion is valid for five minutes. */
const assertionMs = 4 * 60_000

/**
 * Tokens of apps, by client secret, certificate file, or certificate of the system. A token is kept in memory until it is
 * about to end: every request to Graph asks for it, and a system that signs may ask a person each time.
 */
export function createAppTokens(ports: Ports): { token(tenant: TenantRow, claims?: string): Promise<string> } {
  const kept = new Map<
    string,
    { readonly proof: string; readonly token: string; readonly endsAt: number; readonly turn: number }
  >()
  let turns = 0
  const asking = new Map<string, Promise<string>>()
  const assertions = new Map<string, { readonly assertion: Promise<string>; readonly until: number }>()
  const now = () => ports.clock.now().getTime()

  /** msal asks for the assertion several times for each token. */
  function assertionFor(certificates: SystemCertificates, thumbprint: string): ClientAssertionCallback {
    return ({ clientId, tokenEndpoint = '' }) => {
      const key = `${thumbprint} ${clientId} ${tokenEndpoint}`
      const earlier = assertions.get(key)
      if (earlier && earlier.until > now()) return earlier.assertion
      const assertion = clientAssertion(certificates, ports.clock, { thumbprint, clientId, tokenEndpoint })
      assertions.set(key, { assertion, until: now() + assertionMs })
      assertion.catch(() => assertions.delete(key))
      return assertion
    }
  }

  /** What the app proves itself with, and a text that is another one when the proof is. */
  async function credentialOf(tenant: TenantRow): Promise<{ readonly credential: Credential; readonly proof: string }> {
    const { certificateThumbprint: thumbprint } = tenant
    if (thumbprint !== null) {
      if (!ports.certificates) throw failure('badInput', words.certificate.noStore)
      return { credential: { clientAssertion: assertionFor(ports.certificates, thumbprint) }, proof: thumbprint }
    }
    if (tenant.clientSecret !== null) {
      const clientSecret = await ports.vault.open(tenant.clientSecret)
      if (clientSecret === null) throw failure('unauthenticated', words.secret.lost(tenant.name))
      return { credential: { clientSecret }, proof: hashOf(clientSecret) }
    }
    const passphrase = tenant.certificateVariable ? ports.environment[tenant.certificateVariable] : undefined
    const clientCertificate = readCertificate(tenant.certificateFile ?? '', passphrase)
    return { credential: { clientCertificate }, proof: hashOf(JSON.stringify(clientCertificate)) }
  }

  async function ask(tenant: TenantRow, credential: Credential, proof: string, claims?: string): Promise<string> {
    const turn = (turns += 1)
    const { auth, system } = ports.configuration(tenant)
    const { ConfidentialClientApplication } = await msal()
    const app = new ConfidentialClientApplication({ auth: { ...auth, ...credential }, system: system! })
    const result = await app.acquireTokenByClientCredential({
      scopes: [`${graphOf(tenant)}/.default`],
      ...(claims === undefined ? {} : { claims, skipCache: true }),
    })
    const token = tokenOf(result)
    const endsAt = (result?.expiresOn?.getTime() ?? 0) - renewedBeforeMs
    // A request that was asked for later knows more, such as claims.
    if ((kept.get(tenant.id)?.turn ?? 0) < turn) kept.set(tenant.id, { proof, token, endsAt, turn })
    return token
  }

  return {
    async token(tenant, claims) {
      const { credential, proof: secret } = await credentialOf(tenant)
      // The same secret can belong to another app registration, or to another cloud.
      const { auth } = ports.configuration(tenant)
      const proof = [secret, auth.clientId, auth.authority, graphOf(tenant)].join(' ')
      if (claims !== undefined) return ask(tenant, credential, proof, claims)
      const known = kept.get(tenant.id)
      if (known && known.proof === proof && known.endsAt > now()) return known.token
      const key = `${tenant.id} ${proof}`
      const request = asking.get(key) ?? ask(tenant, credential, proof).finally(() => asking.delete(key))
      asking.set(key, request)
      return request
    },
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
