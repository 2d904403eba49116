import type { ReactNode } from 'react'
import { useRead } from '#renderer/api/queries.ts'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { words } from './words.ts'
import './storage.css'

/** Months that the chart shows. */
const mostMonths = 24

/**
 * What takes how much room in the database, and what each month added.
 *
 * @param size bytes of the database with its write-ahead log
 */
export function Usage({ size }: { readonly size: number }): ReactNode {
  const usage = useRead('app.storageUsage', {})
  if (usage.error) return <ErrorState error={usage.error.error} retry={() => void usage.refetch()} />
  if (!usage.data) return <Loading />
  const parts = usage.data.parts.filter(({ bytes }) => bytes > 0).toSorted((left, right) => right.bytes - left.bytes)
  // The log holds what isn't in the database itself yet, and is emptied now and then (SQLite docs: Write-Ahead Logging).
  const log = size - parts.reduce((sum, { bytes }) => sum + bytes, 0)
  const largest = Math.max(1, log, ...parts.map(({ bytes }) => bytes))
  const months = usage.data.growth.slice(-mostMonths)
  const most = Math.max(1, ...months.map(({ bytes }) => bytes))
  return (
    <div className="storage-usage">
      <h3>{words.usage.title}</h3>
      <dl>
        {parts.map(({ part, bytes }) => (
          <div key={part}>
            <dt>{words.usage.parts[part]}</dt>
            <dd>
              <span className="storage-bar" style={{ inlineSize: `${(100 * bytes) / largest}%` }} />
              <span>{words.usage.size(bytes)}</span>
            </dd>
          </div>
        ))}
        {log > 0 ? (
          <div>
            <dt>{words.usage.log}</dt>
            <dd>
              <span className="storage-bar" style={{ inlineSize: `${(100 * log) / largest}%` }} />
              <span>{words.usage.size(log)}</span>
            </dd>
          </div>
        ) : null}
      </dl>
      {months.length > 1 ? (
        <>
          <h3>{words.usage.growth}</h3>
          <ol className="storage-months">
            {months.map(({ month, versions, bytes }) => (
              <li key={month} title={words.usage.month(month, versions, bytes)}>
                <span className="storage-month" style={{ blockSize: `${(100 * bytes) / most}%` }} />
                <span className="sr-only">{words.usage.month(month, versions, bytes)}</span>
              </li>
            ))}
          </ol>
          <div className="row small quiet">
            <span>{months[0]!.month}</span>
            <span className="push">{months.at(-1)!.month}</span>
          </div>
        </>
      ) : null}
    </div>
  )
}
