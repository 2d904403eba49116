import { expect, it } from 'vitest'
import { readClaimsChallenge } from './claims-challenge.ts'
import { readRetryAfter } from './retry-after.ts'

const now = new Date('2026-01-01T00:00:00Z')

it('reads Retry-After as seconds, fractions and dates, by the clock of the service (049-10)', () => {
  expect(readRetryAfter('7', null, now)).toBe(7_000)
  expect(readRetryAfter('2.128', null, now)).toBe(2_128)
  expect(readRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', null, now)).toBe(30_000)
  // The machine's clock is an hour late: what counts is how far the answer's own date is away.
  expect(readRetryAfter('Thu, 01 Jan 2026 01:00:05 GMT', 'Thu, 01 Jan 2026 01:00:00 GMT', now)).toBe(5_000)
  expect(readRetryAfter('Wed, 31 Dec 2025 00:00:00 GMT', null, now)).toBe(0)
  expect([readRetryAfter(null, null, now), readRetryAfter('soon', null, now), readRetryAfter(' ', null, now)]).toEqual([
    null,
    null,
    null,
  ])
})

it('reads the claims of a challenge, and only of a challenge', () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}'
  const header = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`
  expect(readClaimsChallenge(header)).toBe(claims)
  expect(readClaimsChallenge('Bearer error="invalid_token"')).toBeNull()
  expect(readClaimsChallenge('Bearer error="insufficient_claims", claims="%%%"')).toBeNull()
  expect(readClaimsChallenge(null)).toBeNull()
})
