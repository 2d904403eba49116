import type { Finding } from '#contract/model/drift.ts'
import { count, counted } from '#renderer/ui/format.ts'

const changeOf = (finding: Finding): string =>
  finding.before === null ? 'added' : finding.after === null ? 'removed' : 'changed'

export const words = {
  title: 'Drift',
  question: 'Does the tenant still match its baseline?',
  status: (open: number, baseline: string, source: string, checked: string, isChecking: boolean): string =>
    [
      `${isChecking ? 'Checking now. Last result: ' : ''}${counted(open, 'open finding')} against ${baseline}`,
      checked === '' ? 'Not checked yet' : `Checked ${checked}`,
      ...(source === baseline ? [] : [`Baseline: ${source}`]),
    ].join(' · '),
  newBaseline: 'New baseline…',
  checkNow: 'Check now',

  noBaseline: {
    title: 'No baseline chosen',
    body: 'A baseline is the state a tenant should stay in: a backup set, a point in time, or a golden set from another tenant. A check reads the tenant and lists every setting that differs.',
    action: 'Choose a baseline',
  },

  list: {
    label: 'Findings',
    columns: { kind: 'Kind', finding: 'Finding', by: 'By', byHint: 'Changed by', state: 'State' },
    filter: 'Filter findings',
    baseline: 'Baseline',
    baselineOption: (name: string, open: number): string => `${name} (${open})`,
    state: 'State',
    states: { open: 'Open', acknowledged: 'Acknowledged', all: 'Open and acknowledged' },
    count: (findings: number): string => counted(findings, 'finding'),
    unread: (types: readonly string[]): string =>
      `The last check couldn't read ${types.join(', ')}. Changes to ${
        types.length === 1 ? 'this type' : 'these types'
      } don't appear here.`,
    selected: (findings: number): string => `${findings} selected`,
    rules: (rules: number): string => counted(rules, 'ignore rule'),
    acknowledged: (findings: number): string => `${counted(findings, 'finding')} acknowledged.`,
    undo: 'Undo',
  },

  removeBaseline: {
    title: (baseline: string): string => `Remove the baseline ${baseline}`,
    action: 'Remove',
    body: (open: number, acknowledged: number): string =>
      `Its ${counted(open, 'open finding')} and ${count(acknowledged)} acknowledged ${acknowledged === 1 ? 'one goes' : 'ones go'} with it, and schedules no longer check it. Captured versions and backup sets stay. You can't undo this.`,
  },

  empty: {
    noMatch: 'No findings match',
    noMatchHint: 'Clear the filter to see the others.',
    checking: 'Checking now',
    notChecked: 'Not checked yet',
    partlyRead: 'No findings in the types that could be read',
    noneOpen: 'No open findings',
    noneAcknowledged: 'No acknowledged findings',
    matches: 'The tenant matches the baseline',
    notCheckedHint: 'A check captures the tenant and compares it with the baseline.',
    lastCheck: (moment: string): string => `The last check, ${moment}, found nothing.`,
    checked: (moment: string): string => `Checked ${moment}.`,
  },

  actions: {
    acknowledge: 'Acknowledge',
    reopen: 'Reopen',
    ignorePath: 'Ignore path…',
    ignoreWholePolicy: 'To ignore a whole policy, use the inventory',
    restore: (versions: number): string => (versions > 1 ? `Restore ${versions}…` : 'Restore…'),
    csvHead: [
      'Policy',
      'Type',
      'Finding',
      'Name',
      'Path',
      'Baseline',
      'Now',
      'Severity',
      'Changed by',
      'First seen',
      'State',
    ],
  },

  finding: {
    label: 'Finding',
    none: 'No finding selected.',
    marks: { added: 'Added', removed: 'Removed', changed: 'Changed', assignment: 'Assignment' },
    wholePolicy: 'Whole policy',
    /** What happened, as a heading. */
    title: (finding: Finding): string => {
      switch (finding.kind) {
        case 'new':
          return 'New policy'
        case 'removed':
          return 'Policy missing'
        case 'assignment-changed':
          return `Assignment ${changeOf(finding)}`
        case 'changed':
          return `Setting ${changeOf(finding)}`
      }
    },
    /** Both values in one line. */
    line: (finding: Finding): string => {
      if (finding.kind === 'new') return 'Not in the baseline'
      if (finding.kind === 'removed') return 'In the baseline, missing in the tenant'
      if (finding.before === null) return `Now ${finding.after ?? ''}`
      return finding.after === null
        ? `Was ${finding.before}, now not configured`
        : `Was ${finding.before}, now ${finding.after}`
    },
    inBaseline: (baseline: string): string => `Baseline: ${baseline}`,
    now: (moment: string): string => `Now, ${moment}`,
    thePolicy: 'The policy',
    notConfigured: 'Not configured',
    changedBy: 'Changed by',
    changedByUnknown: "Unknown. The tenant's audit log has no matching event.",
    firstSeen: 'First seen',
    path: 'Path',
    copyPath: 'Copy the path',
    policy: 'Policy',
    openVersions: 'Open versions',
    restorable: 'Restore shows a preview of the version in the baseline. Nothing is written until you confirm.',
    notRestorable: "The baseline doesn't include this policy, so there is nothing to restore.",
  },

  baselineDialog: {
    title: 'New baseline',
    action: 'Add baseline',
    body: (tenant: string): string =>
      `Choose what ${tenant} should look like: one of its own states, or a state of another tenant. IDs that always differ are ignored.`,
    name: 'Name',
    namePlaceholder: 'Golden 2026.11',
  },

  ignoreDialog: {
    title: (finding: string): string => `Ignore ${finding}`,
    action: 'Ignore this path',
    where: 'Where',
    inPolicy: 'In this policy',
    inType: 'In every policy of this type',
    everywhere: 'In every policy',
    reason: 'Reason',
    reasonPlaceholder: 'Updated manually every quarter',
  },

  rulesDialog: {
    title: 'Ignore rules',
    none: "No rules yet. To hide findings that don't matter to you, ignore their path.",
    inPolicy: 'In one policy',
    inType: (type: string): string => `In every policy of the type ${type}`,
    everywhere: 'In every policy',
    since: (scope: string, moment: string, note: string): string =>
      `${scope}, since ${moment}${note === '' ? '' : `. ${note}`}`,
    remove: 'Remove',
    removeRule: (path: string): string => `Remove the rule for ${path}`,
    hint: 'After you remove a rule, the next check finds these differences again.',
    close: 'Close',
  },
} as const
