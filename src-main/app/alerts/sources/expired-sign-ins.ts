import { words } from '#domain/alerts/words.ts'
import type { RunRow } from '../../ports/runs.ts'
import type { AlertSource, Looked } from '../source.ts'

/** A sign-in that the service didn't accept for the newest run, whatever process it was in. */
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

async function isExpired({ store, tenant, runs }: Looked): Promise<boolean> {
  // The newest run that reached the service, or was refused.
  const last = runs.find((run) => run.endedAt !== null && (isRefused(run) || run.requests > 0))
  if (!last || !isRefused(last)) return false
  const used = (await store.tenants.accounts(tenant.id)).find(({ account }) => account === tenant.account)
  // Somebody has signed in since.
  return used === undefined || used.signedInAt <= last.endedAt!
}

const isRefused = ({ error }: RunRow): boolean => error?.code === 'unauthenticated'
