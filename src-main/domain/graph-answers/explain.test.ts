import { describe, expect, it } from 'vitest'
import { explain } from './explain.ts'
import { isGone, isNoRoute } from './problems.ts'

const problem = (status: number, code = '', message = '') => ({ status, code, message, requestId: 'request-1' })

describe('an answer of Graph', () => {
  it.each([
    [problem(404), true],
    [problem(404, 'Request_ResourceNotFound'), true],
    [problem(410), true],
    [problem(400, 'ResourceNotFound'), true],
    [problem(400, 'BadRequest'), false],
    [problem(400, 'No method match route template', 'No OData route exists that match template'), false],
    [problem(404, 'BadRequest', "Resource not found for the segment 'assignments'."), false],
    [problem(403), false],
    [problem(500), false],
  ])('is "gone" only for an object that is not there: %o is %s (0807-1)', (answer, gone) => {
    expect(isGone(answer)).toBe(gone)
  })

  it('tells a missing address from a missing object (0807-2)', () => {
    expect(isNoRoute(problem(400, 'No method match route template'))).toBe(true)
    expect(isNoRoute(problem(405))).toBe(true)
    expect(isNoRoute(problem(404, 'ResourceNotFound', 'The policy was not found.'))).toBe(false)
  })

  it.each([
    [problem(403, 'Forbidden', ''), 'forbidden', /no license for this feature/],
    [problem(403, 'Forbidden', 'Forbidden'), 'forbidden', /Windows Autopatch/],
    [
      problem(403, 'Forbidden', 'Application must have one of the following scopes: Group.Read.All'),
      'forbidden',
      /consent/,
    ],
    [problem(403, 'Authorization_RequestDenied', 'Insufficient privileges'), 'forbidden', /Intune role/],
    [problem(400, 'BadRequest', 'Request not applicable to target tenant.'), 'graphRefused', /license/],
    [
      problem(403, 'Forbidden', 'AADSTS53003: Access has been blocked by Conditional Access policies.'),
      'unauthenticated',
      /policy allows/,
    ],
    [problem(403, 'Forbidden', 'Needs the header x-msft-approval-justification.'), 'approvalNeeded', /reason/],
    [problem(401), 'unauthenticated', /Sign in again/],
    [problem(429), 'graphRefused', /Another app/],
    [problem(503, 'ServiceUnavailable'), 'graphRefused', /Try again/],
    [problem(400, 'ResourceNotFound'), 'notFound', /Sync the tenant/],
  ] as const)('says what to do: %o is %s (0807-14)', (answer, code, hint) => {
    const error = explain(answer)
    expect(error.code).toBe(code)
    expect(error.hint).toMatch(hint)
    expect(error.requestId).toBe('request-1')
  })
})
