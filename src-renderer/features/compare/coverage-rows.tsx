import {
  coverageStates,
  type Coverage,
  type CoverageState,
  type CoveredSetting,
  type ReleaseStep,
} from '#contract/model/compare.ts'
import type { Column } from '#renderer/ui/data-grid.tsx'
import { Pill, type Tone } from '#renderer/ui/states.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { words } from './words.ts'

/** How a tenant meets a value, or that the baseline has none for the setting any more. */
export type RowState = CoverageState | 'dropped'
export const rowStates: readonly RowState[] = [...coverageStates, 'dropped']

/** What a new release of the baseline asks for. */
export type RowStep = ReleaseStep | 'dropped'
export const rowSteps: readonly RowStep[] = ['bothChanged', 'follow', 'dropped', 'ownChange', 'none']

const tones: Readonly<Record<RowState, Tone>> = {
  conflicting: 'danger',
  otherValue: 'danger',
  missing: 'danger',
  unassigned: 'warning',
  partly: 'warning',
  dropped: 'warning',
  accepted: 'plain',
  met: 'plain',
}

/** A value of a setting. */
export interface Row extends Pick<CoveredSetting, 'id' | 'name' | 'uses'> {
  readonly value: string
  /** The same as Graph has it; null for a setting that the baseline hasn't any more. */
  readonly key: string | null
  readonly state: RowState
  /** Null without an earlier release. */
  readonly step: RowStep | null
  readonly deviation: CoveredSetting['values'][number]['deviation']
  readonly baseline: CoveredSetting['values'][number]['baseline']
}

/** The rows of a coverage, the worst first. */
export const rowsOf = ({ settings, dropped }: Coverage): Row[] =>
  [
    ...settings.flatMap(({ values, ...setting }) => values.map((value): Row => ({ ...setting, ...value }))),
    ...dropped.map(({ values, ...setting }): Row => ({
      ...setting,
      value: values.join(', '),
      key: null,
      state: 'dropped',
      step: 'dropped',
      deviation: null,
      baseline: [],
    })),
  ].toSorted((left, right) => rowStates.indexOf(left.state) - rowStates.indexOf(right.state))

export const keyOf = ({ id, key }: Row): string => `${id}\n${key}`
const policiesOf = ({ uses }: Row): number => uses.length

const always: readonly Column<Row>[] = [
  {
    key: 'state',
    title: words.coverage.columns.state,
    width: '112px',
    sort: ({ state }) => rowStates.indexOf(state),
    group: ({ state }) => words.coverage.states[state],
    render: ({ state }) => <Pill tone={tones[state]}>{words.coverage.states[state]}</Pill>,
  },
  {
    key: 'setting',
    title: words.coverage.columns.setting,
    width: 'minmax(0, 1.4fr)',
    sort: ({ name }) => name,
    render: ({ name }) => (
      <span className="ellipsis" dir="auto" title={name}>
        {name}
      </span>
    ),
  },
  {
    key: 'value',
    title: words.coverage.columns.value,
    width: 'minmax(0, 1fr)',
    sort: ({ value }) => value,
    render: ({ value }) => (
      <span className="ellipsis" dir="auto" title={value}>
        {value}
      </span>
    ),
  },
  {
    key: 'policies',
    title: <span title={words.coverage.policiesHint}>{words.coverage.columns.policies}</span>,
    width: '72px',
    number: true,
    sort: policiesOf,
    render: policiesOf,
  },
]

const stepColumn: Column<Row> = {
  key: 'step',
  title: <span title={words.coverage.since}>{words.coverage.columns.step}</span>,
  width: '132px',
  sort: ({ step }) => (step === null ? -1 : rowSteps.indexOf(step)),
  group: ({ step }) => (step === null ? '' : words.coverage.steps[step]),
  render: ({ step }) => (step === null ? '' : words.coverage.steps[step]),
}

/** @param withSteps whether there is an earlier release */
export const columnsOf = (withSteps: boolean): readonly Column<Row>[] =>
  withSteps ? [always[0]!, stepColumn, ...always.slice(1, -1)] : always

export const coverageTable = (rows: readonly Row[]) =>
  tableOf(rows, [
    [words.coverage.columns.state, ({ state }) => words.coverage.states[state]],
    [words.coverage.columns.step, ({ step }) => (step === null ? '' : words.coverage.steps[step])],
    [words.coverage.columns.setting, ({ name }) => name],
    [words.coverage.fileColumns.id, ({ id }) => id],
    [words.coverage.columns.value, ({ value }) => value],
    [
      words.coverage.fileColumns.inTenant,
      ({ uses }) => uses.map((use) => words.coverage.use(use.policyName, use.value, use.assigned)).join('\n'),
    ],
    [words.coverage.fileColumns.inBaseline, ({ baseline }) => baseline.map(({ policyName }) => policyName).join('\n')],
    [words.coverage.fileColumns.reason, ({ deviation }) => deviation?.reason ?? ''],
    [words.coverage.fileColumns.owner, ({ deviation }) => deviation?.owner ?? ''],
    [words.coverage.fileColumns.until, ({ deviation }) => deviation?.until ?? ''],
  ])

export const searchedIn = ({ name, id, value, uses, baseline }: Row): string =>
  [name, id, value, ...uses.map(({ policyName }) => policyName), ...baseline.map(({ policyName }) => policyName)].join(
    ' ',
  )
