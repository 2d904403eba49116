import { PeopleTeamRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { PlanEffect } from '#contract/model/recipients.ts'
import { useRead } from '#renderer/api/queries.ts'
import { words as recipientWords } from '#renderer/shared/recipients/words.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { count } from '#renderer/ui/format.ts'
import { SectionHead } from '#renderer/ui/section-head.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { words } from './words.ts'

type Effect = keyof PlanEffect['users']
const effects: readonly Effect[] = ['gains', 'loses', 'keeps', 'unknown']

/** Users and devices, each where there are any. */
const text = ({ users, devices }: PlanEffect, effect: Effect): string =>
  [
    users[effect] === 0 ? '' : words.effects.users(users[effect]),
    devices[effect] === 0 ? '' : words.effects.devices(devices[effect]),
  ]
    .filter(Boolean)
    .join(', ')

const nameOf = ({ name, intent }: PlanEffect): string =>
  intent === '' ? name : `${name} (${recipientWords.intents[intent] ?? intent})`

const columns: readonly Column<PlanEffect>[] = [
  {
    key: 'name',
    title: words.plan.columns.item,
    width: 'minmax(0, 1fr)',
    sort: nameOf,
    render: (effect) => (
      <span className="ellipsis" dir="auto" title={nameOf(effect)}>
        {nameOf(effect)}
      </span>
    ),
  },
  ...effects.map((effect): Column<PlanEffect> => ({
    key: effect,
    title: <span title={words.effects.hints[effect]}>{words.effects.columns[effect]}</span>,
    width: '176px',
    sort: ({ users, devices }) => -(users[effect] + devices[effect]),
    render: (row) => {
      const found = text(row, effect)
      return <span className={effect === 'loses' && found !== '' ? 'danger' : 'quiet'}>{found || '–'}</span>
    },
  })),
]

const effectsTable = (rows: readonly PlanEffect[]) =>
  tableOf(rows, [
    [words.plan.columns.item, nameOf],
    ...effects.flatMap((effect): [string, (row: PlanEffect) => number][] => [
      [words.effects.fileColumn(words.effects.columns[effect], 'users'), ({ users }) => users[effect]],
      [words.effects.fileColumn(words.effects.columns[effect], 'devices'), ({ devices }) => devices[effect]],
    ]),
  ])

/** What a plan changes for how many users and devices, where they were read. */
export function PlanEffects({ tenantId, planId }: { readonly tenantId: string; readonly planId: string }): ReactNode {
  const [open, setOpen] = useState(false)
  const [current, setCurrent] = useState<string | null>(null)
  const found = useRead('recipients.planEffects', { tenantId, planId })
  const rows = (found.data?.effects ?? []).filter((row) => effects.some((effect) => text(row, effect) !== ''))
  if (!found.data) return null
  const { readAt, unread } = found.data
  const note = unread.length === 0 ? null : <p className="warning small inset flush">{unread.join(' ')}</p>
  if (rows.length === 0)
    return (
      <section className="pane plan-effects" aria-label={words.effects.label}>
        <p className="quiet small inset flush">
          {words.effects.nobody} {recipientWords.readAt(readAt)}
        </p>
        {note}
      </section>
    )
  const sum = (effect: Effect) => rows.filter((row) => row.users[effect] + row.devices[effect] > 0).length
  return (
    <section className="pane plan-effects" aria-label={words.effects.label}>
      <SectionHead open={open} onToggle={() => setOpen(!open)}>
        <PeopleTeamRegular /> {words.effects.label}{' '}
        <span className="quiet regular">
          {words.effects.summary(sum('gains'), sum('loses'), sum('keeps'))} {recipientWords.readAt(readAt)}
        </span>
      </SectionHead>
      {note}
      {open ? (
        <div className="plan-effects-list" style={{ '--rows': rows.length }}>
          <DataGrid
            label={words.effects.label}
            name="plan-effects"
            rows={rows}
            columns={columns}
            id={({ seq, intent }) => `${count(seq)}/${intent}`}
            current={current}
            onCurrent={setCurrent}
            file={effectsTable}
          />
        </div>
      ) : null}
    </section>
  )
}
