import { words } from '#domain/alerts/words.ts'
import type { AlertSource, Looked } from '../source.ts'

/** A sign-in that the service didn't accept the last time, by whatever process. */
export const expiredSignIns: AlertSource = {
  kind: 'signInExpired',
  mark: () => null,
  async conditions(looked) {
    if (!(await isExpired(looked))) return []
    const account = looked.tenant.account
    return [
      {
        kind: 'signInExpired',
        key: account ?? '',
        severity: 'high',
        content: {
          title: words.signInExpired,
          facts: account === null ? [] : [{ name: words.facts.account, value: account }],
          page: '/connect/check',
        },
      },
    ]
  },
}

async function isExpired({ store, tenant, runs, lastContact }: Looked): Promise<boolean> {
  // The newest run that reached the service, or was refused.
  const last = runs.find((run) => run.endedAt !== null && (run.error?.code === 'unauthenticated' || run.requests > 0))
  const refused =
    lastContact && (!last || lastContact.at.toISOString() > last.endedAt!)
      ? { is: lastContact.problem?.code === 'unauthenticated', at: lastContact.at.toISOString() }
      : { is: last?.error?.code === 'unauthenticated', at: last?.endedAt ?? '' }
  if (!refused.is) return false
  const used = (await store.tenants.accounts(tenant.id)).find(({ account }) => account === tenant.account)
  // Somebody has signed in since.
  return used === undefined || used.signedInAt <= refused.at
}
