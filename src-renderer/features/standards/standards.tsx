import { Button, Dropdown, Option, Tab, TabList } from '@fluentui/react-components'
import { AddRegular, EditRegular, RocketRegular, StackRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Standard } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { Matrix } from './matrix.tsx'
import { RolloutDialog } from './rollout-dialog.tsx'
import { Rollouts } from './rollouts.tsx'
import { StandardDialog } from './standard-dialog.tsx'
import { Values } from './values.tsx'
import { words } from './words.ts'
import './standards.css'

const tabs = ['matrix', 'values', 'rollouts'] as const
type TabName = (typeof tabs)[number]

/** One standard for many tenants: who has it, with which values, and how they get it. */
export function Standards({
  standardId,
  tab,
}: {
  readonly standardId: string | null
  readonly tab: string | null
}): ReactNode {
  const standards = useRead('standards.list', {})
  const tenants = useRead('tenants.list', {})
  const [, navigate] = useLocation()
  const [dialog, setDialog] = useState<'new' | 'edit' | 'rollOut' | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const error = standards.error ?? tenants.error
  if (error) return <ErrorState error={error.error} retry={() => void standards.refetch()} />
  if (!standards.data || !tenants.data) return <Loading />
  const standard = standards.data.find(({ id }) => id === standardId) ?? standards.data[0]
  const shown: TabName = tabs.find((name) => name === tab) ?? 'matrix'
  const open = (id: string, name: TabName = 'matrix') => navigate(`/standards/${id}/${name}`)
  const close = () => setDialog(null)
  const own = tenants.data.find(({ id }) => id === standard?.tenantId)
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        {standard ? (
          <>
            <Dropdown
              className="min-160"
              size="small"
              aria-label={words.choose}
              value={standard.name}
              selectedOptions={[standard.id]}
              onOptionSelect={(_event, data) => {
                setSelected(new Set())
                open(data.optionValue ?? '')
              }}
            >
              {standards.data.map(({ id, name }) => (
                <Option key={id} value={id} text={name}>
                  {name}
                </Option>
              ))}
            </Dropdown>
            <TabList
              size="small"
              selectedValue={shown}
              onTabSelect={(_event, data) => open(standard.id, data.value as TabName)}
            >
              {tabs.map((name) => (
                <Tab key={name} value={name}>
                  {words.tabs[name]}
                </Tab>
              ))}
            </TabList>
          </>
        ) : null}
        <div className="actions">
          <Button icon={<AddRegular />} onClick={() => setDialog('new')}>
            {words.new}
          </Button>
          {standard ? (
            <>
              <Button icon={<EditRegular />} onClick={() => setDialog('edit')}>
                {words.edit}
              </Button>
              <Button
                appearance="primary"
                icon={<RocketRegular />}
                disabled={standard.tenantIds.length === 0}
                onClick={() => setDialog('rollOut')}
              >
                {words.rollOut(selected.size)}
              </Button>
            </>
          ) : null}
        </div>
      </div>
      {standard && own ? (
        <Shown
          key={standard.id}
          standard={standard}
          tenants={tenants.data}
          tab={shown}
          selected={selected}
          onSelected={setSelected}
        />
      ) : (
        <div className="pane">
          <EmptyState
            icon={<StackRegular fontSize={28} />}
            title={words.empty.title}
            action={
              <Button appearance="primary" onClick={() => setDialog('new')}>
                {words.new}
              </Button>
            }
          >
            {words.empty.body}
          </EmptyState>
        </div>
      )}
      {dialog === 'new' || (dialog === 'edit' && standard) ? (
        <StandardDialog
          standard={dialog === 'edit' ? standard! : null}
          tenants={tenants.data}
          onSaved={(id) => {
            close()
            open(id)
          }}
          onClose={close}
        />
      ) : null}
      {dialog === 'rollOut' && standard ? (
        <RolloutDialog
          standard={standard}
          tenants={tenants.data}
          versionIds={[...selected]}
          onStarted={() => {
            close()
            setSelected(new Set())
            open(standard.id, 'rollouts')
          }}
          onClose={close}
        />
      ) : null}
    </>
  )
}

function Shown({
  standard,
  tenants,
  tab,
  selected,
  onSelected,
}: {
  readonly standard: Standard
  readonly tenants: readonly Tenant[]
  readonly tab: TabName
  readonly selected: ReadonlySet<string>
  readonly onSelected: (selected: ReadonlySet<string>) => void
}): ReactNode {
  const targets = standard.tenantIds.flatMap((id) => tenants.find((tenant) => tenant.id === id) ?? [])
  if (targets.length === 0)
    return (
      <div className="pane">
        <EmptyState icon={<StackRegular fontSize={28} />} title={words.noTenants.title}>
          {words.noTenants.body}
        </EmptyState>
      </div>
    )
  if (tab === 'rollouts') return <Rollouts standard={standard} tenants={tenants} />
  return tab === 'values' ? (
    <Values standard={standard} tenants={targets} />
  ) : (
    <Matrix standard={standard} tenants={targets} selected={selected} onSelected={onSelected} />
  )
}
