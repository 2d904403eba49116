import type { ReactNode } from 'react'
import { TenantId } from '#contract/model/ids.ts'
import type { StandardPolicy } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { AcceptanceDialog } from '#renderer/shared/acceptance-dialog.tsx'
import { words as all } from './words.ts'

const words = all.accept

/** Why a tenant differs on purpose, and until when. */
export function AcceptDialog({
  tenant,
  policy,
  onClose,
}: {
  readonly tenant: Tenant
  readonly policy: StandardPolicy
  readonly onClose: () => void
}): ReactNode {
  const accept = useAction('standards.accept', onClose)
  const { type, name, print } = policy
  return (
    <AcceptanceDialog
      title={words.title(name, tenant.name)}
      words={words}
      earlier={policy.accepted}
      accept={accept}
      onAccept={(acceptance) =>
        accept.mutate({ tenantId: TenantId.parse(tenant.id), type, name, print, ...acceptance })
      }
      onClose={onClose}
    />
  )
}
