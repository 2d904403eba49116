import type { RunResult } from '#contract/model/run-shapes.ts'
import type { TextLanguage } from '#contract/model/policies.ts'
import type { ExportFormat } from '#contract/model/exports.ts'
import type { ItemState, RunState } from '#contract/model/run-states.ts'
import type { Run } from '#contract/model/runs.ts'
import type { RunKind } from '#contract/model/run-shapes.ts'
import type { ChangeReason, Severity } from '#contract/model/severity.ts'
import type { PlanAction } from '#contract/model/plans.ts'
import { count, counted } from '#renderer/ui/format.ts'

const runKinds: Readonly<Record<RunKind, string>> = {
  sync: 'Sync inventory',
  capture: 'Capture',
  backup: 'Back up',
  verify: 'Verify',
  'restore-plan': 'Plan restore',
  'sign-in': 'Sign in',
  health: 'Permission check',
  'onboarding-plan': 'Preview role',
  onboarding: 'Create role',
  export: 'Export',
  import: 'Import',
  'save-file': 'Save as a file',
  report: 'Report',
  purge: 'Delete old versions',
  recipients: 'Read users, devices and groups',
  definitions: 'Read setting names',
  restore: 'Restore',
  rehearsal: 'Rehearsal',
  drift: 'Check for drift',
}

const runStates: Readonly<Record<RunState, string>> = {
  queued: 'Queued',
  running: 'Running',
  cancelling: 'Stopping',
  succeeded: 'Done',
  partial: 'Open items',
  failed: 'Failed',
  cancelled: 'Canceled',
}

const itemStates: Readonly<Record<ItemState, string>> = {
  pending: 'Queued',
  running: 'Running',
  done: 'Done',
  unchanged: 'Unchanged',
  skipped: 'Skipped',
  failed: 'Failed',
  blocked: 'Blocked',
  waiting: 'Waiting',
  unknown: 'Unknown',
}

/** What a restore did with an item that succeeded. */
const restored: Readonly<Partial<Record<PlanAction, string>>> = {
  create: 'Created',
  recreate: 'Recreated',
  update: 'Updated',
  delete: 'Deleted',
}

const failures = (run: Run): number => (run.counts.failed ?? 0) + (run.counts.unknown ?? 0)

/** What several features say. */
const severities: Readonly<Record<Severity, string>> = { high: 'High', medium: 'Medium', low: 'Low' }
const reasons: Readonly<Record<ChangeReason, string>> = {
  everybody: 'Assigned to everybody',
  widened: 'Assigned to more',
  exclusionRemoved: 'Exclusion removed',
  unassigned: 'No longer assigned',
  removed: 'Removed',
  weakened: 'Protects less',
  systemScript: 'System script changed',
  script: 'Script changed',
  narrowed: 'Assigned to fewer',
  created: 'New',
  settings: 'Settings changed',
  scopeTags: 'Scope tags changed',
  description: 'Name or description',
}

const languages: Readonly<Record<TextLanguage, string>> = {
  powershell: 'PowerShell',
  shell: 'Shell',
  xml: 'XML',
  json: 'JSON',
  text: 'Text',
}

export const words = {
  severity: {
    levels: severities,
    reasons,
    nothingElse: 'No effect',
    title: 'Severity',
    counted: (found: number, level: Severity): string =>
      `${count(found)} of ${severities[level].toLowerCase()} severity`,
  },
  notSaved: (name: string): string => `Couldn't save ${name}`,
  choosePath: 'Choose…',

  report: 'Report…',
  export: {
    open: 'Export…',
    ofSet: (set: string): string => `Export the backup set ${set}`,
    whole: (tenant: string): string => `Export ${tenant}`,
    some: (policies: number): string => `Export ${counted(policies, 'policy', 'policies')}`,
    action: 'Export',
    folder: 'Folder (full path)',
    folderHint: 'Policies as last captured. Secrets stay masked.',
    format: 'For',
    formats: {
      graph: { label: 'Graph', hint: 'One JSON file for each policy, as Graph returned it.' },
      git: {
        label: 'A git repository',
        hint: 'Scripts are files of their own, and a page for each policy shows its settings. Files of deleted policies are removed.',
      },
      intuneManagement: { label: 'IntuneManagement', hint: 'Folders and files that IntuneManagement can import.' },
      intuneCD: {
        label: 'IntuneCD',
        hint: 'Folders and files as IntuneCD backs them up: without IDs, with the names of groups, filters and scope tags.',
      },
    } satisfies Record<ExportFormat, { label: string; hint: string }>,
    commit: 'Commit the changes',
  },

  /** A list of policies and its filters. */
  policies: {
    any: 'Any',
    states: {
      any: 'Any',
      present: 'In the tenant',
      changed: 'Changed since last capture',
      drift: 'Drift',
      missing: 'Missing',
      recreated: 'Recreated',
      uncaptured: 'Not captured',
      ignored: 'Ignored',
      archived: 'Archived',
    },
    assignedStates: { any: 'Any', yes: 'Yes', no: 'No' },
    modifiedWithin: (days: number): string =>
      days === 0 ? 'Any time' : days === 1 ? 'Last 24 hours' : `Last ${counted(days, 'day')}`,
    type: 'Type',
    state: 'State',
    platform: 'Platform',
    scopeTag: 'Scope tag',
    assigned: 'Assigned',
    modified: 'Modified',
    filter: 'Filter',
    filterPlaceholder: (objects: number): string => `Filter ${counted(objects, 'object')}`,
    filters: 'Filters',
    filtersOn: 'Filters on',
    clear: 'Clear',
  },

  /** A tenant and one of its states, as a side of a comparison or the source of a baseline. */
  side: {
    tenant: 'Tenant',
    state: 'State',
    latest: 'Latest capture',
    pointInTime: 'Point in time',
    dateAndTime: 'Date and time',
    asOf: (moment: string): string => `As of ${moment}`,
    selectedVersions: 'Selected versions',
    someBackupSet: 'A backup set',
    backupSet: (name: string, created: string): string => `${name}, ${created}`,
  },

  /** The settings of a policy, and the differences between two of its versions. */
  settings: {
    find: {
      settings: { label: 'Find in settings', placeholder: (rows: number) => `Find in ${counted(rows, 'setting')}` },
      assignments: {
        label: 'Find in assignments',
        placeholder: (rows: number) => `Find in ${counted(rows, 'assignment')}`,
      },
    },
    noMatch: 'No settings match.',
    showAll: 'Show all',
    fromId: 'from ID',
    setting: 'Setting',
    notConfigured: 'Not configured',
    noDifferences: 'No differences.',
    shownOf: (shown: number, total: number): string => `${count(shown)} of ${count(total)}`,
    changes: { added: 'Added', removed: 'Removed', changed: 'Changed', same: 'Unchanged' },
  },

  /** A text of its own in a policy. */
  text: {
    about: (language: TextLanguage, lines: number): string => `${languages[language]}, ${counted(lines, 'line')}`,
    copy: 'Copy',
    save: 'Save as…',
  },

  /** Runs and their items. */
  runs: {
    kind: (kind: RunKind): string => runKinds[kind],
    state: (state: RunState): string => runStates[state],
    pace: (itemsPerMinute: number, secondsLeft: number, waits: number): string =>
      `${counted(itemsPerMinute, 'item')} per minute, about ${
        secondsLeft < 90 ? `${Math.max(1, Math.round(secondsLeft))} s` : `${Math.round(secondsLeft / 60)} min`
      } left${waits > 0 ? `. Graph asked to wait ${counted(waits, 'time')}.` : ''}`,
    findings: (findings: number, newOnes: number, unread: number): string =>
      `${counted(findings, 'finding')}, ${newOnes} new${unread > 0 ? `, ${unread} not read` : ''}`,
    captured: (
      newVersions: number,
      unchanged: number,
      {
        failed,
        doubtful,
        missing,
        committed,
      }: {
        readonly failed: number
        readonly doubtful: number
        readonly missing: number
        readonly committed: boolean
      },
    ): string =>
      [
        `${newVersions} new, ${unchanged} unchanged`,
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(doubtful > 0 ? [`${doubtful} contradictory`] : []),
        ...(missing > 0 ? [`${missing} no longer in the tenant`] : []),
        ...(committed ? ['committed'] : []),
      ].join(', '),
    notCommitted: (problem: string): string => `The git folder wasn't updated. ${problem}`,
    synced: (objects: number): string => counted(objects, 'object'),
    namesRead: (added: number): string => counted(added, 'new name'),
    purged: (versions: number): string => `${counted(versions, 'version')} deleted`,
    recipientsRead: ({ users = 0, devices = 0, groups = 0, unread = [] }: RunResult<'recipients'>): string =>
      `${counted(users, 'user')}, ${counted(devices, 'device')}, ${counted(groups, 'group')}${unread.length === 0 ? '' : '; some couldn’t be read'}`,
    verified: (checked: number, damaged: number): string => `${checked} checked, ${damaged} damaged`,
    rehearsed: (run: Run): string => `${run.counts.done ?? 0} would succeed, ${failures(run)} would fail`,
    undo: 'Undo',
    change: 'Change',
    restored: (
      { created = 0, updated = 0, deleted = 0 }: RunResult<'restore'>,
      counts: { readonly done: number; readonly failed: number; readonly blocked: number },
    ): string => {
      const kinds = [
        ...(created > 0 ? [`${count(created)} created`] : []),
        ...(updated > 0 ? [`${count(updated)} updated`] : []),
        ...(deleted > 0 ? [`${count(deleted)} deleted`] : []),
      ]
      return [
        ...(kinds.length > 0 ? kinds : [`${count(counts.done)} written`]),
        ...(counts.failed > 0 ? [`${count(counts.failed)} failed`] : []),
        ...(counts.blocked > 0 ? [`${count(counts.blocked)} blocked`] : []),
      ].join(', ')
    },
    nothingPlanned: 'Nothing to do',
    exported: (files: number, folder: string): string => `${counted(files, 'file')} in ${folder}`,
    saved: (file: string, folder: string): string => `${file} in ${folder}`,
    savedAs: (path: string): string => `Saved as ${path}`,
    imported: (versions: number, newOnes: number, failed: number): string =>
      `${counted(versions, 'version')}, ${count(newOnes)} new or changed${failed > 0 ? `, ${count(failed)} failed` : ''}`,
    throttled: 'Microsoft Graph asked TenantAtlas to wait.',
    pause: (tenant: string): string => `All runs of ${tenant} resume in`,
    seconds: (seconds: number): string => `${seconds} s`,
  },

  items: {
    label: 'Items',
    filters: { all: 'All', open: 'Open', changed: 'Changed', unchanged: 'Not changed' },
    columns: {
      state: 'State',
      outcome: 'Outcome',
      name: 'Item',
      type: 'Type',
      note: 'Note',
      ended: 'Finished',
      took: 'Duration',
      milliseconds: 'Duration (ms)',
    },
    states: itemStates,
    incomplete: 'Incomplete',
    restored,
    conflict: 'Stopped',
    doubtful: 'Contradictory',
    request: (id: string): string => `Request ID ${id}`,
    filter: 'Filter items',
    noneYet: 'No items yet',
    none: 'No matching items',
    noneHint: 'Select another filter to see the other items of this run.',
    leftOut: (objects: number): string =>
      `${counted(objects, 'unchanged object')} ${objects === 1 ? 'is' : 'are'} counted and not listed.`,
    openPolicy: 'Open the policy',
    range: (from: number, to: number, total: number): string => `${count(from)} to ${count(to)} of ${count(total)}`,
    previous: 'Previous',
    next: 'Next',
  },
} as const
