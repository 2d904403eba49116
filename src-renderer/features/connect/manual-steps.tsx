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
          <DialogTitle>Manual steps for the admin</DialogTitle>
          <DialogContent>
            <pre className="steps-text">{text}</pre>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" icon={<CopyRegular />} onClick={() => void copy()}>
              {copied ? 'Copied' : 'Copy the steps'}
            </Button>
            <Button onClick={onClose}>Close</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function manualSteps(tenant: Tenant, health: Health | null): string {
  const missing = [...new Set(health?.types.flatMap((type) => (type.read === 'missing' ? [type.readNeeds] : [])) ?? [])]
  const app = tenant.clientId ?? `${wellKnownClientId} (Microsoft Graph Command Line Tools)`
  return [
    `Tenant: ${tenant.name} (${tenant.id})`,
    `App: ${app}`,
    '',
    '1. Sign in to https://entra.microsoft.com as Privileged Role Administrator or Global Administrator.',
    `2. Open Enterprise applications, find the app above, then Permissions, and grant admin consent for these delegated Microsoft Graph permissions:`,
    ...(missing.length > 0 ? missing : permissionAreas.map(readScope)).map((scope) => `     ${scope}`),
    `     ${directoryScopes.join(', ')}`,
    '   To restore as well, grant the ReadWrite.All form of the first ones.',
    '3. Sign in to https://intune.microsoft.com as Intune Administrator.',
    "4. Open Tenant administration, Roles, and assign the account's group a role that may read device configuration, apps, enrolment and roles.",
    '   Choose the scope tags that the backup has to see: objects outside of them are absent from lists without an error.',
    '5. In TenantAtlas, choose Check again.',
  ].join('\n')
}
