import type { Core } from '#app/core.ts'
import { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'

/** Pages at which somebody is asked to sign in right now. Those of a custom cloud are known in no other way. */
export interface SignInPages {
  /** Every page is guarded before there is a core. */
  follow(core: Pick<Core, 'call'>): void
  has(url: string): Promise<boolean>
}

export function createSignInPages(): SignInPages {
  let followed: Pick<Core, 'call'> | undefined
  return {
    follow: (core) => void (followed = core),
    async has(url) {
      for (const { id } of (await followed?.call('tenants.list', {})) ?? [])
        for (const run of (await followed?.call('runs.list', { tenantId: TenantId.parse(id) })) ?? [])
          if (run.kind === 'sign-in' && run.status === 'running') {
            const prompt = resultOf(run, 'sign-in').prompt ?? null
            if (prompt !== null && 'url' in prompt && prompt.url === url) return true
          }
      return false
    },
  }
}
