import type { app } from '#contract/api/app.ts'
import type { Handlers } from './handlers.ts'

export const appHandlers: Handlers<keyof typeof app> = {
  'app.info': async (_input, { ports }) => ({ ...ports.info, vault: ports.vault.protection }),
  'audit.list': async ({ tenantId, limit }, { ports }) => (await ports.store.audit.list(tenantId, limit)).map((row) => ({ ...row, detail: { ...row.detail } })),
}
