import { appendAudit } from '../append-audit.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Lets a person sign in. While the run waits, its result contains what to open or enter. */
export const signIn = defineRun({
  kind: 'sign-in',
  access: 'read',
  notifiesAs: null,
  async run(context) {
    const { auth, store, clock } = context.ports
    const { access, how } = context.run.input
    await context.phase(words.signIn.waiting)
    const signedIn = await auth.signIn({
      tenant: context.tenant,
      how,
      access,
      signal: context.signal,
      prompt: async (prompt) => context.result({ prompt }),
    })
    await store.transaction(async (transaction) => {
      await transaction.tenants.signedIn(context.tenant.id, signedIn, clock.now().toISOString())
      await appendAudit(transaction, context.ports, {
        tenantId: context.tenant.id,
        action: 'tenant.signedIn',
        detail: { account: signedIn.account, access, scopes: [...signedIn.scopes] },
      })
    })
    await context.result({ prompt: null, account: signedIn.account })
    context.emit('tenant.changed')
    context.emit('audit.changed')
  },
})
