import { Access } from '#contract/model/clouds.ts'
import type { ReadRunHandler } from '../runs/run-context.ts'

/** Lets a person sign in; what to open or to enter is in the run's result while it waits. */
export const signIn: ReadRunHandler = {
  access: 'read',
  async run(context) {
    const { auth, store, clock } = context.ports
    const access = Access.parse(context.run.input['access'])
    const how = context.run.input['how'] === 'deviceCode' ? 'deviceCode' : 'browser'
    await context.phase('Waiting for the sign-in')
    const signedIn = await auth.signIn({
      tenant: context.tenant,
      how,
      access,
      signal: context.signal,
      prompt: async (prompt) => context.result({ prompt }),
    })
    await store.tenants.change(context.tenant.id, { account: signedIn.account, scopes: signedIn.scopes })
    await store.audit.append({
      at: clock.now().toISOString(),
      tenantId: context.tenant.id,
      action: 'tenant.signedIn',
      detail: { account: signedIn.account, access, scopes: [...signedIn.scopes] },
    })
    await context.result({ prompt: null, account: signedIn.account })
    context.emit('tenant.changed')
  },
}
