import { Button, Tooltip } from '@fluentui/react-components'
import { CheckmarkRegular, LinkRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { linkTo, shownPage } from '#renderer/shared/links.ts'
import { words } from './words.ts'

/** Copies a link to the page that is shown, and says so until another page is shown. */
export function CopyLink({ tenantId }: { readonly tenantId: string }): ReactNode {
  const [location] = useLocation()
  const [copied, setCopied] = useState<string | null>(null)
  const isCopied = copied === location
  const label = isCopied ? words.commands.linkCopied : words.commands.copyLink
  return (
    <Tooltip relationship="label" content={label}>
      <Button
        appearance="subtle"
        size="small"
        icon={isCopied ? <CheckmarkRegular /> : <LinkRegular />}
        onClick={() =>
          void navigator.clipboard.writeText(linkTo(tenantId, shownPage())).then(() => setCopied(location))
        }
      />
    </Tooltip>
  )
}
