import { Button } from '@fluentui/react-components'
import { LinkRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { Redirect, useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { linkedPage, shownPage } from '#renderer/shared/links.ts'
import { EmptyState } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

/** A page that a link names. Another tenant is only shown after somebody agreed: they may be about to change this one. */
export function LinkedPage({
  tenant,
  onShow,
}: {
  readonly tenant: Tenant
  readonly onShow: (tenantId: string) => void
}): ReactNode {
  const [, navigate] = useLocation()
  const { data: tenants } = useRead('tenants.list', {})
  const linked = linkedPage(shownPage())
  if (linked === null) return <Redirect to="/overview" replace />
  if (linked.tenantId === tenant.id) return <Redirect to={linked.page} replace />
  const other = tenants?.find(({ id }) => id === linked.tenantId)
  const stay = (
    <Button onClick={() => navigate('/overview', { replace: true })}>{words.linked.stay(tenant.name)}</Button>
  )
  if (!other)
    return (
      <EmptyState icon={<LinkRegular fontSize={28} />} title={words.linked.unknown} action={stay}>
        {words.linked.unknownBody(linked.tenantId)}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<LinkRegular fontSize={28} />}
      title={words.linked.other(other.name)}
      action={
        <span className="row">
          <Button
            appearance="primary"
            onClick={() => {
              onShow(other.id)
              navigate(linked.page, { replace: true })
            }}
          >
            {words.linked.show(other.name)}
          </Button>
          {stay}
        </span>
      }
    >
      {words.linked.otherBody(tenant.name)}
    </EmptyState>
  )
}
