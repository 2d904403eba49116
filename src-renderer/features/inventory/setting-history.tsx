import { Button, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { ReadableRow } from '#contract/model/policies.ts'
import { useRead } from '#renderer/api/queries.ts'
import { at, exactly } from '#renderer/ui/format.ts'
import { words } from './words.ts'

/** The values of one setting, version by version. */
export function SettingHistory({
  tenantId,
  policyId,
  row,
}: {
  readonly tenantId: string
  readonly policyId: string
  readonly row: ReadableRow
}): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={(_event, data) => setOpen(data.open)} trapFocus>
      <PopoverTrigger>
        <Button size="small" appearance="subtle" icon={<HistoryRegular />} aria-label={words.history.open(row.name)} />
      </PopoverTrigger>
      <PopoverSurface className="max-420" aria-label={words.history.open(row.name)}>
        {open ? <History tenantId={tenantId} policyId={policyId} row={row} /> : null}
      </PopoverSurface>
    </Popover>
  )
}

function History({
  tenantId,
  policyId,
  row,
}: {
  readonly tenantId: string
  readonly policyId: string
  readonly row: ReadableRow
}): ReactNode {
  const history = useRead('versions.settingHistory', { tenantId, policyId, key: row.key })
  return (
    <div className="stack">
      <b dir="auto">{row.name}</b>
      {history.error ? <span className="danger">{history.error.error.message}</span> : null}
      <ol className="history">
        {history.data?.toReversed().map((step) => (
          <li key={step.versionId}>
            <span title={exactly(step.capturedAt)}>{at(step.capturedAt)}</span>
            <span dir="auto">
              {step.value ?? <span className="quiet">{words.history.notConfigured}</span>},{' '}
              <span className="quiet">{words.history.version(step.number)}</span>
            </span>
          </li>
        ))}
      </ol>
      {/* The only thing in it that takes the focus: a trap without one would let it out. */}
      <Button size="small" as="a" href={`#/versions/${policyId}`}>
        {words.history.allVersions}
      </Button>
    </div>
  )
}
