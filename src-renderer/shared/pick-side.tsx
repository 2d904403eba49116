import { Dropdown, Field, Option } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { BackupSetId, TenantId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/compare.ts'
import { useRead } from '#renderer/api/queries.ts'
import { at } from '#renderer/ui/format.ts'
import { MomentInput } from '#renderer/ui/moment-input.tsx'
import { words } from './words.ts'

/** The name of a side's state: latest capture, a backup set, a point in time. */
export function useSideName(side: Side): string {
  const sets = useRead('backups.list', { tenantId: side.tenantId })
  const { from } = side
  if ('now' in from) return words.side.latest
  if ('at' in from) return words.side.asOf(at(from.at))
  if ('versionIds' in from) return words.side.selectedVersions
  return sets.data?.find((set) => set.id === from.setId)?.name ?? words.side.someBackupSet
}

const moment = 'moment'
const now = 'now'

/** Selects a tenant and one of its states: the latest capture, a backup set, or a point in time. */
export function PickSide({
  side,
  onSide,
  tenantLabel = words.side.tenant,
  stateLabel = words.side.state,
}: {
  readonly side: Side
  readonly onSide: (side: Side) => void
  readonly tenantLabel?: string
  readonly stateLabel?: string
}): ReactNode {
  const tenants = useRead('tenants.list', {})
  const sets = useRead('backups.list', { tenantId: side.tenantId })
  const sideName = useSideName(side)
  const value = 'now' in side.from ? now : 'at' in side.from ? moment : 'setId' in side.from ? side.from.setId : ''
  function choose(option: string | undefined): void {
    if (option === now) onSide({ ...side, from: { now: true } })
    else if (option === moment) onSide({ ...side, from: { at: new Date(Date.now() - 7 * 86_400_000).toISOString() } })
    else if (option) onSide({ ...side, from: { setId: BackupSetId.parse(option) } })
  }
  return (
    <div className="row bottom wrap">
      <Field label={tenantLabel}>
        <Dropdown
          className="min-160"
          size="small"
          value={tenants.data?.find((entry) => entry.id === side.tenantId)?.name ?? ''}
          selectedOptions={[side.tenantId]}
          onOptionSelect={(_event, data) =>
            data.optionValue && onSide({ tenantId: TenantId.parse(data.optionValue), from: { now: true } })
          }
        >
          {tenants.data?.map((entry) => (
            <Option key={entry.id} value={entry.id} text={entry.name}>
              {entry.name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field label={stateLabel}>
        <Dropdown
          className="min-200"
          size="small"
          value={value === moment ? words.side.pointInTime : sideName}
          selectedOptions={[value]}
          onOptionSelect={(_event, data) => choose(data.optionValue)}
        >
          <Option value={now} text={words.side.latest}>
            {words.side.latest}
          </Option>
          <Option value={moment} text={words.side.pointInTime}>
            {words.side.pointInTime}
          </Option>
          {sets.data?.map((set) => (
            <Option key={set.id} value={set.id} text={set.name}>
              {words.side.backupSet(set.name, at(set.createdAt))}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {'at' in side.from ? (
        <Field label={words.side.dateAndTime}>
          <MomentInput moment={side.from.at} onMoment={(next) => onSide({ ...side, from: { at: next } })} />
        </Field>
      ) : null}
    </div>
  )
}
