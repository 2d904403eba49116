import { Button, Tooltip } from '@fluentui/react-components'
import { ArrowSyncRegular, DeleteRegular, PersonSearchRegular, WarningRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { Subject } from '#contract/model/recipients.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { isConnected } from '#renderer/shared/tenant-kinds.ts'
import { exactly } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { Answers } from './answers.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { SubjectSearch } from './subject-search.tsx'
import { TurnOnDialog } from './turn-on-dialog.tsx'
import { words } from './words.ts'
import './who-gets.css'

/** The subject in an address, `kind~id`; null if there is none. */
function subjectIn(address: string | null): Subject | null {
  const [kind, ...id] = (address ?? '').split('~')
  return Subject.safeParse({ kind, id: id.join('~') }).data ?? null
}

/** What a user, a device or a group gets, and why (spec 062). */
export function WhoGets({ tenant, subject }: { readonly tenant: Tenant; readonly subject: string | null }): ReactNode {
  const [, navigate] = useLocation()
  const state = useRead('recipients.state', { tenantId: tenant.id })
  const read = useAction('recipients.read')
  const [turningOn, setTurningOn] = useState(false)
  const [removing, setRemoving] = useState(false)
  const asked = subjectIn(subject)
  const found = state.data?.read ?? null
  const readNow = (
    <Button
      appearance={found ? 'secondary' : 'primary'}
      icon={<ArrowSyncRegular />}
      disabled={read.isPending}
      onClick={() => read.mutate({ tenantId: tenant.id })}
    >
      {found ? words.read.again : words.notRead.action}
    </Button>
  )
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">
            {found ? words.read.counts(found.users, found.devices, found.groups) : words.subtitle}
          </span>
        </div>
        {found ? (
          <span className="actions">
            {found.unread.length > 0 ? (
              <Tooltip relationship="description" content={found.unread.join(' ')}>
                <span className="row small warning" role="note">
                  <WarningRegular /> {words.read.unread}
                </span>
              </Tooltip>
            ) : null}
            <span className="quiet small" title={exactly(found.at)}>
              {words.read.at(found.at)}
            </span>
            {isConnected(tenant) && state.data?.isOn ? readNow : null}
            <Button icon={<DeleteRegular />} onClick={() => setRemoving(true)}>
              {words.read.remove}
            </Button>
          </span>
        ) : null}
      </div>
      {read.error ? (
        <div className="warn-box" role="alert">
          {read.error.error.message} {read.error.error.hint}
        </div>
      ) : null}
      {state.error ? (
        <ErrorState error={state.error.error} retry={() => void state.refetch()} />
      ) : !state.data ? (
        <Loading />
      ) : found ? (
        <div className="page who-gets">
          <section className="pane" aria-label={words.search.results}>
            <SubjectSearch
              tenantId={tenant.id}
              current={asked}
              onChoose={({ kind, id }) => navigate(`/who-gets/${encodeURIComponent(`${kind}~${id}`)}`)}
            />
          </section>
          {asked ? (
            <Answers key={`${asked.kind}/${asked.id}`} tenantId={tenant.id} subject={asked} />
          ) : (
            <section className="pane wide" aria-label={words.result.label}>
              <EmptyState icon={<PersonSearchRegular fontSize={28} />} title={words.choose.title}>
                {words.choose.body}
              </EmptyState>
            </section>
          )}
        </div>
      ) : (
        <div className="page one">
          <section className="pane" aria-label={words.title}>
            {!isConnected(tenant) ? (
              <EmptyState icon={<PersonSearchRegular fontSize={28} />} title={words.notRead.title}>
                {words.notRead.imported}
              </EmptyState>
            ) : state.data.isOn ? (
              <EmptyState icon={<PersonSearchRegular fontSize={28} />} title={words.notRead.title} action={readNow}>
                {words.notRead.body}
              </EmptyState>
            ) : (
              <EmptyState
                icon={<PersonSearchRegular fontSize={28} />}
                title={words.off.title}
                action={
                  <Button appearance="primary" onClick={() => setTurningOn(true)}>
                    {words.off.action}
                  </Button>
                }
              >
                {words.off.body}
              </EmptyState>
            )}
          </section>
        </div>
      )}
      {turningOn ? <TurnOnDialog tenant={tenant} onClose={() => setTurningOn(false)} /> : null}
      {removing ? <RemoveDialog tenant={tenant} onClose={() => setRemoving(false)} /> : null}
    </>
  )
}
