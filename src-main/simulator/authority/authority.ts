import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TokenClaims } from '../access.ts'
import { ODataError } from '../errors.ts'
import { addressOf, readBody, survive } from '../listener.ts'
import { makeServerCertificate } from './certificate.ts'
import { createDevices } from './devices.ts'
import {
  appToken,
  personTokens,
  requireAssertion,
  requireConsent,
  requireSecret,
  requireVerifier,
  type Grant,
  type Issuer,
} from './grants.ts'
import { makeSigningKeys } from './keys.ts'
import { deviceCodePage, formPostPage, messagePage, signInPage } from './pages.ts'
import { oauthBody, OAuthError, type App, type Person } from './people.ts'

export interface AuthorityOptions {
  readonly tenantId: string
  /** Domains by which the tenant is known beside its id, e.g. `contoso.onmicrosoft.com`. */
  readonly domains?: readonly string[]
  readonly people: readonly Person[]
  readonly apps: readonly App[]
  readonly graphResource?: string
  readonly accessTokenSeconds?: number
  /** Seconds between two polls that a device must keep. */
  readonly pollSeconds?: number
  readonly port?: number
  /** Guests: people of other tenants get tokens of their own tenant, as a badly set up authority would give. */
  readonly acceptStrangers?: boolean
}

/** A running simulated Entra authority. */
export interface Authority {
  /** Origin, e.g. `https://localhost:1234`. */
  readonly url: string
  /** PEM certificate that a client has to trust. */
  readonly certificate: string
  /** Reads an access token that this authority issued. */
  read(token: string): TokenClaims | undefined
  /** Ends all sessions: refresh tokens are refused from now on. */
  revokeSessions(): void
  close(): Promise<void>
}

/** Serves OpenID configuration, sign-in page, token endpoint and key set over TLS on the loopback interface. */
export async function startAuthority(options: AuthorityOptions): Promise<Authority> {
  const keys = makeSigningKeys()
  const server = await makeServerCertificate()
  const codes = new Map<string, Grant>()
  const refreshTokens = new Map<string, Grant>()
  const devices = createDevices(options.pollSeconds ?? 5)
  const issued = new Map<string, TokenClaims>()
  let issuer: Issuer

  const names = new Set([options.tenantId, ...(options.domains ?? []), 'organizations', 'common'])
  const appOf = (clientId: string | null): App => {
    const app = options.apps.find((entry) => entry.clientId === clientId)
    if (!app)
      throw new OAuthError(
        'unauthorized_client',
        700016,
        `Application with identifier '${clientId ?? ''}' was not found in the directory.`,
      )
    return app
  }

  /** Who signs in to this tenant must belong to it. */
  function requireMember(person: Person): void {
    if (person.tenantId !== options.tenantId && !options.acceptStrangers)
      throw new OAuthError(
        'invalid_grant',
        50020,
        `User account '${person.userName}' does not exist in tenant and cannot access the application.`,
      )
  }

  function answerTokens(grant: Grant): Record<string, unknown> {
    const refreshToken = crypto.randomUUID()
    refreshTokens.set(refreshToken, grant)
    return remember(personTokens(issuer, keys, grant, refreshToken), grant.scopes, grant.person)
  }

  function remember(
    tokens: Record<string, unknown>,
    scopes: readonly string[] | null,
    person?: Person,
  ): Record<string, unknown> {
    const now = Date.now() / 1000
    issued.set(String(tokens['access_token']), {
      issued: now,
      expires: now + issuer.accessTokenSeconds,
      scopes: scopes && scopes.map((scope) => scope.split('/').at(-1)!),
      ...(person ? { person } : {}),
    })
    return tokens
  }

  function token(form: URLSearchParams): Record<string, unknown> {
    const app = appOf(form.get('client_id'))
    const scopes = scopesOf(form)
    switch (form.get('grant_type')) {
      case 'authorization_code': {
        const grant = codes.get(form.get('code') ?? '')
        codes.delete(form.get('code') ?? '')
        if (!grant || grant.redirectUri !== form.get('redirect_uri'))
          throw new OAuthError(
            'invalid_grant',
            70008,
            'The provided authorization code has expired or was used before.',
          )
        requireVerifier(grant, form.get('code_verifier'))
        return answerTokens(grant)
      }
      case 'refresh_token': {
        const grant = refreshTokens.get(form.get('refresh_token') ?? '')
        if (!grant)
          throw new OAuthError(
            'invalid_grant',
            50173,
            'The provided grant has expired due to it being revoked; a fresh sign-in is needed.',
            { suberror: 'bad_token' },
          )
        const wanted = scopes.length > 0 ? scopes : grant.scopes
        requireConsent(grant.person, wanted)
        return answerTokens({ ...grant, nonce: null, scopes: wanted })
      }
      case 'urn:ietf:params:oauth:grant-type:device_code':
      case 'device_code':
        return answerTokens(devices.redeem(form.get('device_code')))
      case 'client_credentials':
        if (form.has('client_secret')) requireSecret(app, form.get('client_secret')!)
        else requireAssertion(app, form.get('client_assertion'), /\/oauth2\/v2\.0\/token$/)
        return remember(appToken(issuer, keys, app), null)
      default:
        throw new OAuthError('unsupported_grant_type', 70003, 'The app requested an unsupported grant type.')
    }
  }

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const redirectUri = query.get('redirect_uri') ?? ''
    if (!URL.canParse(redirectUri))
      throw new OAuthError('invalid_request', 90013, 'The redirect URI that was specified in the request is not valid.')
    const person = options.people.find((entry) => entry.userName === query.get('account'))
    const back = (values: Record<string, string>) => {
      const state = query.get('state')
      const all = { ...values, ...(state === null ? {} : { state }) }
      if (query.get('response_mode') === 'form_post') html(response, 200, formPostPage(redirectUri, all))
      else
        response
          .writeHead(302, { Location: `${new URL(redirectUri).href}?${new URLSearchParams(all).toString()}` })
          .end()
    }
    if (!person) {
      back({ error: 'access_denied', error_description: 'AADSTS65004: User declined to consent to access the app.' })
      return
    }
    const scopes = scopesOf(query)
    try {
      requireMember(person)
      requireConsent(person, scopes)
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      if (error.number === 65001) back({ error: 'consent_required', error_description: error.message })
      // A stranger to the tenant never comes back to the app: the page says so.
      else html(response, 400, messagePage('Sign in', error.message))
      return
    }
    const code = crypto.randomUUID()
    codes.set(code, {
      person,
      clientId: query.get('client_id') ?? '',
      scopes,
      nonce: query.get('nonce'),
      challenge: query.get('code_challenge'),
      redirectUri,
    })
    const info = Buffer.from(JSON.stringify({ uid: person.id, utid: person.tenantId })).toString('base64url')
    back({ code, client_info: info, session_state: crypto.randomUUID() })
  }

  function finishDevice(form: URLSearchParams, response: ServerResponse): void {
    const person = options.people.find((entry) => entry.userName === form.get('account'))
    if (!devices.knows(form.get('code'))) {
      html(response, 200, deviceCodePage(options.people, 'That code did not work.'))
      return
    }
    if (person && person.tenantId !== options.tenantId) {
      html(
        response,
        400,
        messagePage('Sign in', `AADSTS50020: User account '${person.userName}' does not exist in tenant.`),
      )
      return
    }
    devices.decide(form.get('code'), person ?? null)
    html(response, 200, messagePage('Done', 'You may close this window.'))
  }

  function configuration(): object {
    const base = `${issuer.origin}/${options.tenantId}`
    return {
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'form_post'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = addressOf(request, issuer.origin)
    const [first = '', ...rest] = url.pathname.split('/').filter(Boolean)
    const route = rest.join('/')
    const form =
      request.method === 'POST'
        ? new URLSearchParams((await readBody(request)).toString('utf8'))
        : new URLSearchParams()
    if (first === 'devicelogin') {
      if (request.method === 'POST') finishDevice(form, response)
      else html(response, 200, deviceCodePage(options.people, null))
      return
    }
    if (!names.has(first.toLowerCase()))
      throw new OAuthError(
        'invalid_tenant',
        90002,
        `Tenant '${first}' not found. Check to make sure you have the correct tenant ID or domain.`,
      )
    switch (route) {
      case 'v2.0/.well-known/openid-configuration':
        json(response, 200, configuration())
        return
      case 'discovery/v2.0/keys':
        json(response, 200, keys.keySet)
        return
      case 'oauth2/v2.0/authorize':
        appOf(request.method === 'POST' ? form.get('client_id') : url.searchParams.get('client_id'))
        if (request.method === 'POST') authorize(form, response)
        else html(response, 200, signInPage(url.searchParams, options.people))
        return
      case 'oauth2/v2.0/token':
        json(response, 200, token(form))
        return
      case 'oauth2/v2.0/devicecode':
        json(response, 200, devices.start(appOf(form.get('client_id')), scopesOf(form), issuer.origin))
        return
      case 'oauth2/v2.0/logout':
        html(response, 200, messagePage('Signed out', 'You may close this window.'))
        return
      default:
        response.writeHead(404).end()
    }
  }

  const listener = createServer({ cert: server.certificate, key: server.key }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else if (error instanceof OAuthError)
        json(response, error.code === 'invalid_client' ? 401 : 400, oauthBody(error))
      else if (error instanceof ODataError) response.writeHead(error.status, { Connection: 'close' }).end(error.message)
      else response.writeHead(500, { Connection: 'close' }).end(String(error))
    })
  })
  survive(listener)
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = listener.address()
  const origin = `https://localhost:${typeof address === 'object' && address ? address.port : 0}`
  issuer = {
    tenantId: options.tenantId,
    origin,
    graphResource: options.graphResource ?? 'https://graph.microsoft.com',
    accessTokenSeconds: options.accessTokenSeconds ?? 3_600,
  }
  return {
    url: origin,
    certificate: server.certificate,
    read: (given) => issued.get(given),
    revokeSessions: () => refreshTokens.clear(),
    async close() {
      listener.closeAllConnections()
      await new Promise<void>((resolve) => listener.close(() => resolve()))
    },
  }
}

const scopesOf = (form: URLSearchParams): string[] => (form.get('scope') ?? '').split(' ').filter(Boolean)

function html(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(text)
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}
