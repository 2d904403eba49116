import type { ReactNode } from 'react'
import { useRead } from '#renderer/api/queries.ts'
import { Pill } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

/** Marks a version about which Graph contradicted itself. */
export const DoubtPill = ({ doubts }: { readonly doubts: readonly string[] }): ReactNode => (
  <span title={doubts.join('\n')}>
    <Pill tone="warning">{words.items.doubtful}</Pill>
  </span>
)

/** What Graph contradicted about a version, as sentences. */
export function Doubts({
  tenantId,
  policyId,
  versionId,
}: {
  readonly tenantId: string
  readonly policyId: string
  readonly versionId: string
}): ReactNode {
  const versions = useRead('versions.list', { tenantId, policyId })
  const doubts = versions.data?.find((version) => version.id === versionId)?.doubts ?? []
  if (doubts.length === 0) return null
  return (
    <div className="warn-box" role="note">
      <span>{doubts.join(' ')}</span>
    </div>
  )
}
