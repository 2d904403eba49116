import { Button } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { AuditEntry } from '#contract/model/audit.ts'
import { useRead } from '#renderer/api/queries.ts'
import { SettingsDiffView } from '#renderer/shared/settings-diff.tsx'
import { exactly, toTheSecond } from '#renderer/ui/format.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { actionOf, detailOf } from './entry.ts'
import { words } from './words.ts'

const labels: Readonly<Record<string, string>> = words.facts

/** A fact as a person reads it: lists in lines, and what is more than a text as JSON. */
const asText = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(asText).join('\n')
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value, null, 2)
      : String(value)

/** Everything that was written down about one entry. */
export function EntryDetail({
  entry,
  tenantId,
}: {
  readonly entry: AuditEntry
  /** The tenant that is shown. Entries of others have no links. */
  readonly tenantId: string
}): ReactNode {
  const [, navigate] = useLocation()
  const runId = detailOf(entry, 'runId')
  const facts = Object.entries(entry.detail).filter(([, value]) => value !== null && value !== '')
  return (
    <section className="pane" aria-label={words.details}>
      <div className="pane-head">
        <h2 className="ellipsis">{actionOf(entry)}</h2>
        <span className="end row">
          {runId === '' || entry.tenantId !== tenantId ? null : (
            <Button size="small" onClick={() => navigate(`/runs/${runId}`)}>
              {words.openRun}
            </Button>
          )}
          <Button
            size="small"
            icon={<CopyRegular />}
            onClick={() => void navigator.clipboard.writeText(JSON.stringify(entry, null, 2))}
          >
            {words.copy}
          </Button>
        </span>
      </div>
      <ScrollArea>
        <dl className="fact-list">
          <dt>{words.columns.when}</dt>
          <dd title={exactly(entry.at)}>{toTheSecond(entry.at)}</dd>
          <dt>{words.number}</dt>
          <dd>{entry.id}</dd>
          {facts.map(([key, value]) => (
            <Fact key={key} name={labels[key] ?? key} value={asText(value)} />
          ))}
        </dl>
        {entry.action === 'graph.write' && entry.tenantId !== null && runId !== '' ? (
          <WrittenChange tenantId={entry.tenantId} runId={runId} name={detailOf(entry, 'name')} />
        ) : null}
      </ScrollArea>
    </section>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd className="lines" dir="auto">
        {value}
      </dd>
    </>
  )
}

/** The policy before and after its write, setting by setting. */
function WrittenChange({
  tenantId,
  runId,
  name,
}: {
  readonly tenantId: string
  readonly runId: string
  readonly name: string
}): ReactNode {
  const items = useRead('runs.items', { tenantId, runId, text: name.slice(0, 200), limit: 500 })
  // Two policies of a restore can have the same name, and then nobody knows which one this was.
  const named = items.data?.items.filter((entry) => entry.name === name) ?? []
  const item = named.length === 1 ? named[0] : undefined
  const [before, after] = [item?.beforeVersionId ?? null, item?.afterVersionId ?? null]
  const diff = useRead(
    'versions.settingsDiff',
    before !== null && after !== null && before !== after ? { tenantId, before, after } : null,
  )
  if (!diff.data || !item) return null
  return (
    <section aria-label={words.change}>
      <div className="pane-head">
        <h3>{words.change}</h3>
      </div>
      <SettingsDiffView diff={diff.data} before={words.before} after={words.after} onlyChanges />
    </section>
  )
}
