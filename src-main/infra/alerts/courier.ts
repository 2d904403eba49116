import type { AlertTarget } from '#contract/model/alerts.ts'
import type { Courier, Delivered } from '#app/ports/alerts.ts'
import type { Network } from '#app/ports/ports.ts'
import { hostOf, post, urlProblem } from './post.ts'
import { teamsCard } from './teams-card.ts'
import { signatureOf, webhookBody } from './webhook.ts'
import { words } from './words.ts'

/** Sends messages over HTTPS, and by mail over SMTP. */
export function createCourier(
  network: Pick<Network, 'fetch'>,
  clock: { now(): Date } = { now: () => new Date() },
): Courier {
  return {
    problemOf(target) {
      if (target.kind === 'teams' || target.kind === 'webhook') return urlProblem(target.url)
      if (target.kind === 'mail' && (target.user === null) !== (target.password === null)) return words.halfSignedIn
      if (target.kind === 'mail' && target.security === 'none' && target.password !== null) return words.openPassword
      return null
    },
    shownOf,
    async send(target, message, signal): Promise<Delivered> {
      try {
        switch (target.kind) {
          case 'teams':
            return await post(network, target.url, teamsCard(message), {}, signal, clock)
          case 'webhook': {
            const body = JSON.stringify(webhookBody(message))
            const seconds = Math.floor(clock.now().getTime() / 1_000)
            const headers = {
              'X-TenantAtlas-Message': message.id,
              'X-TenantAtlas-Timestamp': String(seconds),
              'X-TenantAtlas-Signature': signatureOf(target.key, seconds, body),
            }
            return await post(network, target.url, body, headers, signal, clock)
          }
          case 'mail': {
            const { sendMail } = await import('./mail.ts')
            return await sendMail(target, message, signal)
          }
        }
      } catch {
        // What a library says may contain the address.
        return { state: 'later', problem: words.unexpected }
      }
    },
  }
}

function shownOf(target: AlertTarget): string {
  switch (target.kind) {
    case 'teams':
    case 'webhook':
      return hostOf(target.url)
    case 'mail':
      return words.people(target.to.length, target.host)
    case 'system':
      return words.thisComputer
  }
}
