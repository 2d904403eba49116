import type { advice } from '#contract/api/advice.ts'
import { advise } from '../advice/advise.ts'
import type { Handlers } from './handlers.ts'

export const adviceHandlers: Handlers<keyof typeof advice> = {
  'advice.list': async ({ tenantId }, { store, ports: { clock } }) => advise(store, tenantId, clock.now()),
}
