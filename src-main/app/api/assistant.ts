import { failure } from '#contract/errors.ts'
import type { assistant } from '#contract/api/assistant.ts'
import type { Handlers } from './handlers.ts'
import { words } from './words.ts'

export const assistantHandlers: Handlers<keyof typeof assistant> = {
  'assistant.asked': async (_input, { tenant }) => {
    if (!tenant.allowsAssistant) throw failure('forbidden', words.assistant.notAllowed(tenant.name))
    return {}
  },
}
