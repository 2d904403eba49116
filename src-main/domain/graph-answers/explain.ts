import type { AppError } from '#contract/errors.ts'
import { isGone, isPassing, type Problem } from './problems.ts'
import { words } from './words.ts'

/** Names the header that a write to a protected object needs (G-193). */
const approvalHeader = 'x-msft-approval-justification'

/** An error answer of Graph in words: what happened, and what to do. The request ID comes from the answer. */
export function explain(problem: Problem & { readonly requestId: string | null }): AppError {
  const { code, message, hint } = meaningOf(problem)
  return { code, message, hint, ...(problem.requestId === null ? {} : { requestId: problem.requestId }) }
}

interface Meaning {
  readonly code: AppError['code']
  readonly message: string
  readonly hint: string
}

function meaningOf(problem: Problem): Meaning {
  const { status, code, message } = problem
  const quote = message === '' ? '' : words.quoted(message)
  if (message.includes(approvalHeader)) return { code: 'approvalNeeded', ...words.approvalNeeded }
  if (/AADSTS5300\d|blocked by Conditional Access/i.test(message))
    return { code: 'unauthenticated', ...words.conditionalAccess(quote) }
  if (status === 401) return { code: 'unauthenticated', ...words.unauthenticated }
  if (message.includes('not applicable to target tenant')) return { code: 'graphRefused', ...words.notForTenant }
  if (status === 403) return { code: 'forbidden', ...forbidden(message, quote) }
  if (isGone(problem)) return { code: 'notFound', ...words.gone(quote) }
  if (status >= 300 && status < 400) return { code: 'graphRefused', message, hint: words.redirect }
  if (status === 429) return { code: 'graphRefused', ...words.throttled }
  if (status === 0) return { code: 'graphRefused', message: message || words.noAnswer, hint: words.tryAgain }
  if (isPassing(problem)) return { code: 'graphRefused', ...words.server(status, code) }
  return { code: 'graphRefused', ...words.refused(status, code, quote) }
}

/** Why something is forbidden. A service without a license in the tenant says nothing else (G-160). */
function forbidden(message: string, quote: string): Pick<Meaning, 'message' | 'hint'> {
  const scopes = /scopes?:?\s+([A-Za-z.,\s-]+\.(Read|ReadWrite)[A-Za-z.,\s-]*)/.exec(message)?.[1]
  if (scopes !== undefined || /consent/i.test(message)) return words.consent(quote)
  if (/^(|forbidden|access (is )?denied\.?|unauthorized\.?)$/i.test(message.trim())) return words.noReason
  return words.forbidden(quote)
}
