import { z } from 'zod'
import { method } from '../method.ts'
import { TenantId } from '../model/ids.ts'

/** What assistants do over the Model Context Protocol (spec 064). They read with the methods of everybody else. */
export const assistant = {
  /** Writes down what an assistant asks, before it is answered. It has to be allowed for the tenant. */
  'assistant.asked': method({
    effect: 'store',
    scope: 'tenant',
    audited: 'assistant.asked',
    changes: [],
    input: z.strictObject({
      tenantId: TenantId,
      tool: z.string().min(1).max(100),
      /** What it asks, as JSON text. */
      asked: z.string().max(4_000),
    }),
    output: z.object({}),
  }),
}
