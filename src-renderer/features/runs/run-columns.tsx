import {
  ArrowSyncCircleFilled,
  CheckmarkCircleFilled,
  CircleRegular,
  DismissCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { RunState } from '#contract/model/run-states.ts'
import type { Run } from '#contract/model/runs.ts'
import { runState, runTitle, runSummary } from '#renderer/shared/run-words.ts'
import type { Column } from '#renderer/ui/data-grid.tsx'
import { at, dayOf, duration, exactly } from '#renderer/ui/format.ts'
import type { FileColumn } from '#renderer/ui/table-file.ts'
import { words } from './words.ts'

const took = (run: Run): number =>
  run.startedAt && run.endedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : 0

const icons: Readonly<Record<RunState, ReactNode>> = {
  queued: <CircleRegular />,
  running: <ArrowSyncCircleFilled className="accent" />,
  cancelling: <ArrowSyncCircleFilled className="accent" />,
  succeeded: <CheckmarkCircleFilled className="success" />,
  failed: <DismissCircleFilled className="danger" />,
  cancelled: <SubtractCircleRegular />,
  partial: <WarningFilled className="warning" />,
}

/** The runs of a tenant; the result in full where there is room. */
export const columns: readonly Column<Run>[] = [
  {
    key: 'state',
    title: <span className="hidden-word">{words.fileColumns.status}</span>,
    width: '20px',
    render: (run) => (
      <span className="row" role="img" aria-label={runState(run)} title={runState(run)}>
        {icons[run.status]}
      </span>
    ),
  },
  {
    key: 'run',
    title: words.columns.run,
    width: 'minmax(0, 1fr)',
    sort: (run) => runTitle(run),
    group: (run) => runTitle(run),
    render: (run) => (
      <span className="ellipsis block dense">
        <b>{runTitle(run)}</b>
        <br />
        <span className="small quiet" dir="auto">
          {run.title}
        </span>
      </span>
    ),
  },
  {
    key: 'started',
    title: words.columns.started,
    width: '96px',
    sort: (run) => run.startedAt ?? run.createdAt,
    group: (run) => dayOf(run.startedAt ?? run.createdAt),
    render: (run) => <span title={exactly(run.startedAt)}>{at(run.startedAt)}</span>,
  },
  {
    key: 'took',
    title: words.columns.took,
    width: '64px',
    number: true,
    sort: took,
    render: (run) => (run.endedAt ? duration(took(run)) : ''),
  },
  {
    key: 'result',
    title: words.columns.result,
    group: runState,
    width: 'minmax(110px, 0.7fr)',
    render: (run) => (
      <span className={`two-lines-at-most ${run.status === 'failed' ? 'danger' : ''}`} title={runSummary(run)}>
        {runSummary(run)}
      </span>
    ),
  },
]

/** What a file has of a run. */
export const fileColumns: readonly FileColumn<Run>[] = [
  [words.columns.run, (run) => runTitle(run)],
  [words.fileColumns.title, (run) => run.title],
  [words.columns.started, (run) => run.startedAt],
  [words.fileColumns.ended, (run) => run.endedAt],
  [words.fileColumns.status, runState],
  [words.columns.result, runSummary],
  [words.fileColumns.problem, (run) => run.error?.message ?? null],
]
