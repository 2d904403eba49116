import type { TenantHealth } from '#contract/model/portfolio.ts'

/** How urgent a tenant is: what keeps it from being backed up counts more than what was found in it. */
export function attention({
  connection,
  overdueSince,
  findings,
  failedRuns,
  changes,
  lastCaptureAt,
}: TenantHealth): number {
  const isCutOff = ['expired', 'refused', 'signedOut'].includes(connection.state)
  return (
    (isCutOff ? 1000 : 0) +
    (overdueSince === null ? 0 : 800) +
    (failedRuns > 0 ? 400 : 0) +
    (connection.state === 'offline' ? 200 : 0) +
    (findings.high > 0 ? 100 + Math.min(50, findings.high) : 0) +
    (changes.high > 0 ? 40 : 0) +
    (lastCaptureAt === null && connection.state !== 'imported' ? 150 : 0) +
    Math.min(10, findings.medium)
  )
}

/** From here on, a tenant needs somebody. */
export const needsAttention = (health: TenantHealth): boolean => attention(health) >= 100
