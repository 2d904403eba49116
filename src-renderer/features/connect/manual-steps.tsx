import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { wellKnownClientId } from '#contract/model/clouds.ts'
import type { Health } from '#contract/model/health.ts'
import { directoryScopes, permissionAreas, readScope } from '#contract/model/permissions.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { words } from './words.ts'
import './connect.css'

interface Props {
  readonly tenant: Tenant
  readonly health: Health | null
  readonly open: boolean
  readonly onClose: () => void
}

/** What an administrator does by hand where TenantAtlas cannot, as one text to send. */
export function ManualSteps({ tenant, health, open, onClose }: Props): ReactNode {
  const [copied, setCopied] = useState(false)
  const text = manualSteps(tenant, health)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.manual.title}</DialogTitle>
          <DialogContent>
            <pre className="steps-text">{text}</pre>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" icon={<CopyRegular />} onClick={() => void copy()}>
              {copied ? words.manual.copied : words.manual.copy}
            </Button>
            <Button onClick={onClose}>{words.manual.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function manualSteps(tenant: Tenant, health: Health | null): string {
  const missing = [...new Set(health?.types.flatMap((type) => (type.read === 'missing' ? [type.readNeeds] : [])) ?? [])]
  return words.manual.text(
    `${tenant.name} (${tenant.id})`,
    tenant.clientId ?? `${wellKnownClientId} (${words.account.defaultApp})`,
    missing.length > 0 ? missing : permissionAreas.map(readScope),
    directoryScopes,
  )
}
