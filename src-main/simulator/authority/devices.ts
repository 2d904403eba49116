import { OAuthError, type App, type Person } from './people.ts'
import type { Grant } from './grants.ts'

interface DeviceGrant {
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly userCode: string
  readonly expires: number
  state: 'pending' | 'declined' | Person
}

/** The device authorization grant (RFC 8628): codes that a person enters on another device. */
export interface Devices {
  /** Hands out a code. @throws OAuthError where the app does not allow public flows */
  start(app: App, scopes: readonly string[], origin: string): Record<string, unknown>
  /** Whether the code that a person typed is one. */
  knows(userCode: string | null): boolean
  /** Takes the decision of the person who typed the code; null declines. */
  decide(userCode: string | null, person: Person | null): void
  /** The grant that a device polls for. @throws OAuthError until somebody has entered the code */
  redeem(deviceCode: string | null): Grant
}

const lifetimeS = 900

/** @param pollSeconds seconds between two polls that a device must keep */
export function createDevices(pollSeconds: number): Devices {
  const devices = new Map<string, DeviceGrant>()
  const find = (userCode: string | null): DeviceGrant | undefined =>
    [...devices.values()].find((entry) => entry.userCode === userCode?.trim().toUpperCase())

  return {
    start(app, scopes, origin) {
      if (!app.publicFlows)
        throw new OAuthError(
          'invalid_client',
          7000218,
          "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        )
      const [deviceCode, userCode] = [crypto.randomUUID(), crypto.randomUUID().slice(0, 8).toUpperCase()]
      devices.set(deviceCode, {
        clientId: app.clientId,
        scopes,
        userCode,
        expires: Date.now() / 1000 + lifetimeS,
        state: 'pending',
      })
      const verification = `${origin}/devicelogin`
      return {
        device_code: deviceCode,
        user_code: userCode,
        verification_uri: verification,
        expires_in: lifetimeS,
        interval: pollSeconds,
        message: `To sign in, use a web browser to open the page ${verification} and enter the code ${userCode} to authenticate.`,
      }
    },
    knows: (userCode) => find(userCode) !== undefined,
    decide(userCode, person) {
      const device = find(userCode)
      if (device) device.state = person ?? 'declined'
    },
    redeem(deviceCode) {
      const device = devices.get(deviceCode ?? '')
      if (!device || device.expires < Date.now() / 1000)
        throw new OAuthError('expired_token', 70020, 'The device code has expired.')
      if (device.state === 'pending')
        throw new OAuthError('authorization_pending', 70016, 'The user has not yet entered the code.')
      devices.delete(deviceCode ?? '')
      if (device.state === 'declined')
        throw new OAuthError('authorization_declined', 70000, 'The user declined the request.')
      return {
        person: device.state,
        clientId: device.clientId,
        scopes: device.scopes,
        nonce: null,
        challenge: null,
        redirectUri: null,
      }
    },
  }
}
