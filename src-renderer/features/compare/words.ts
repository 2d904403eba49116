import type { SettingUse } from '#contract/model/compare.ts'
import type { ComparedPair, Coverage, CoverageState, ReleaseStep } from '#contract/model/compare.ts'
import { count, counted } from '#renderer/ui/format.ts'

const matches: Readonly<Record<NonNullable<ComparedPair['by']>, string>> = {
  id: 'same ID',
  mapping: 'an earlier restore',
  identity: 'identity',
  name: 'name',
  content: 'content',
  hand: 'hand',
}

export const words = {
  title: 'Compare',
  tabs: { states: 'Two states', settings: 'Settings across policies', coverage: 'Coverage' },

  coverage: {
    label: 'Settings of the baseline',
    sides: 'Baseline and tenant',
    baselineTenant: 'Baseline: tenant',
    baselineState: 'Baseline: state',
    tenant: 'Tenant',
    state: 'Tenant: state',
    loading: 'Reading the settings of both',
    met: (met: number, all: number, accepted: number): string =>
      `${count(met)} of ${counted(all, 'value')} met (${all === 0 ? 0 : Math.floor((met / all) * 100)} %)${accepted === 0 ? '' : `, ${count(accepted)} accepted`}`,
    metHint: 'A setting with several values in the baseline counts with each of them.',
    use: (policy: string, value: string, assigned: boolean): string =>
      `${policy}: ${value}${assigned ? '' : ' (not assigned)'}`,
    notCompared: ({ policies, values }: Coverage['notCompared']): string =>
      [
        policies === 0 ? '' : `${counted(policies, 'policy', 'policies')} of other types than the Settings catalog`,
        values === 0 ? '' : counted(values, 'secret or reference', 'secrets and references'),
      ]
        .filter(Boolean)
        .join(' and ')
        .replace(/^(.+)$/, 'Not compared: $1. Compare two states for those.'),
    columns: {
      state: 'State',
      step: 'Change',
      setting: 'Setting',
      value: 'Value',
      policies: 'Policies',
    },
    policiesHint: 'Policies of the tenant that set it',
    states: {
      conflicting: 'Conflicting',
      otherValue: 'Other value',
      missing: 'Missing',
      unassigned: 'Not assigned',
      partly: 'Met in part',
      accepted: 'Accepted',
      met: 'Met',
      dropped: 'Dropped',
    } satisfies Record<CoverageState | 'dropped', string>,
    steps: {
      bothChanged: 'Both changed',
      follow: 'Baseline changed',
      dropped: 'Baseline dropped it',
      ownChange: 'Tenant changed',
      none: 'Nothing to do',
    } satisfies Record<ReleaseStep | 'dropped', string>,
    stepHints: {
      bothChanged: 'The baseline changed it, and the tenant changed it differently. Decide which value stays.',
      follow: 'The baseline changed it, and the tenant didn’t.',
      ownChange: 'The tenant changed it, and the baseline didn’t.',
    },
    withEarlier: 'Compare with an earlier release',
    earlierTenant: 'Earlier release: tenant',
    earlierState: 'Earlier release: state',
    since: 'Since the earlier release',
    everyStep: 'Every change',
    selectFollowing: 'Select what the baseline changed',
    droppedFrom: (value: string): string => `The earlier release had: ${value}`,
    set: {
      open: (settings: number): string =>
        settings === 0 ? 'Set in the tenant…' : `Set ${count(settings)} in the tenant…`,
      hint: 'Select settings to give the tenant their values.',
      title: (settings: number): string => `Set ${counted(settings, 'setting')} as in the baseline`,
      intro:
        'Policies that have another value get the one of the baseline, and a setting that the baseline dropped goes. A choice comes with the settings of its option, and a list keeps the entries that it has. Nothing is written before you confirm the preview.',
      addTo: (settings: number): string => `Policy for ${counted(settings, 'missing setting')}`,
      similar: 'The most similar policy',
      policies: 'Policies that change',
      nothing: 'No policy would change.',
      outcome: (changes: number, adds: number, removes: number): string =>
        [
          changes === 0 ? '' : `${count(changes)} changed`,
          adds === 0 ? '' : `${count(adds)} added`,
          removes === 0 ? '' : `${count(removes)} removed`,
        ]
          .filter(Boolean)
          .join(', '),
      cannot: (settings: number): string => `${counted(settings, 'setting')} can’t be set:`,
      plan: 'Preview the change',
    },
    hints: {
      conflicting:
        'An assigned policy has the value, and another one sets another value for the same users or devices.',
      otherValue: 'Assigned policies set it to other values only.',
      missing: 'No policy has the value.',
      unassigned: 'A policy has the value, but it is assigned to nobody.',
      partly: 'An assigned policy has the value. Another assigned policy has another value.',
      accepted: 'The tenant doesn’t have the value on purpose.',
      met: 'An assigned policy has the value, and no other one contradicts the baseline.',
      dropped: 'The earlier release had a value, the baseline has none, and the tenant still sets it.',
    } satisfies Record<CoverageState | 'dropped', string>,
    filter: 'Filter settings',
    every: 'Every state',
    counted: (state: string, number: number): string => `${state} (${count(number)})`,
    details: 'Where it is set',
    inBaseline: 'In the baseline',
    inTenant: 'In the tenant',
    nothing: 'No policy of the tenant sets it.',
    none: {
      title: 'Nothing to compare',
      body: 'The baseline has no values of the Settings catalog. Choose another state, or import a baseline as a tenant of its own under “Connect a tenant”.',
    },
    noMatch: { title: 'No setting matches', body: 'Choose another state, or another filter.' },
    deviation: {
      accept: 'Accept this deviation…',
      change: 'Change…',
      withdraw: 'Accept no longer',
      title: (setting: string): string => `Accept a deviation: ${setting}`,
      intro: 'The value then counts as accepted in every baseline of this tenant, until its last day.',
      reason: 'Reason',
      owner: 'Who answers for it',
      until: 'Last day',
      untilHint: 'Leave empty for no end.',
      save: 'Accept',
      otherwise: (state: string): string => `Otherwise: ${state}`,
      by: (owner: string): string => `${owner} answers for it`,
      noEnd: 'without an end',
      lasts: (until: string): string => `until ${until}`,
      over: (until: string): string => `It was accepted until ${until}, so it counts no longer.`,
    },
    fileColumns: {
      reason: 'Reason',
      owner: 'Owner',
      until: 'Until',
      id: 'Setting ID',
      inTenant: 'In the tenant',
      inBaseline: 'In the baseline',
    },
  },

  actions: {
    export: 'Export',
    fileName: 'comparison.csv',
    exporting: 'Exporting…',
    csvHead: ([left, right]: readonly [string, string]): string[] => [
      'Type',
      'Name',
      'State',
      'Group',
      'Setting',
      left,
      right,
      'Paired by',
    ],
    promoteNothing: (tenant: string): string => `Select objects that ${tenant} doesn't have, or that differ there.`,
    promote: (objects: number, tenant: string): string =>
      `Promote ${objects === 0 ? '' : `${count(objects)} `}to ${tenant}…`,
  },
  sides: {
    label: 'Sides',
    leftTenant: 'Left: tenant',
    leftState: 'Left: state',
    rightTenant: 'Right: tenant',
    rightState: 'Right: state',
    swap: 'Swap the sides',
  },
  comparing: 'Comparing',
  neverCaptured: (tenant: string): string =>
    `${tenant} has never been captured, so nothing is known of what it has. Capture it first.`,
  empty: {
    title: 'Nothing to compare',
    body: 'Neither side contains captured policies. Capture the tenants, or choose other states.',
  },

  types: {
    filter: 'Filter objects',
    onlyDifferent: 'Only types that differ',
    noneDiffers: 'Nothing differs, so all types are shown.',
    label: 'Types',
    columns: { type: 'Type', same: 'Same', different: 'Differ', left: 'Left', right: 'Right' },
    differentHint: 'On both sides, with different values',
    onlyIn: (side: string): string => `Only in ${side}`,
    total: (types: number): string => `Total of ${counted(types, 'type')}`,
  },

  pairs: {
    label: 'Objects',
    columns: { state: 'State', object: 'Object', difference: 'Difference' },
    states: { same: 'Same', different: 'Different', left: 'Only left', right: 'Only right' },
    filters: { all: 'All', different: 'Different', left: 'Only left', right: 'Only right' },
    onlyIn: (side: string): string => `Only in ${side}`,
    values: (changes: number): string => counted(changes, 'value'),
    matchedBy: (text: string, by: NonNullable<ComparedPair['by']>): string => `${text}, by ${matches[by]}`,
    pairedBy: (by: NonNullable<ComparedPair['by']>): string => `Paired by ${matches[by]}`,
    pairWith: 'Pair with',
    pairWithPlaceholder: 'Pair with…',
    unpair: 'Unpair',
    unpairHint: 'Compare these two objects separately',
    byHand: (pairs: number): string => `${count(pairs)} by hand`,
  },

  pair: {
    settings: 'Settings',
    json: 'JSON',
    onlyIn: (side: string): string => `Only in ${side}`,
    difference: 'Difference',
  },

  uses: {
    loading: 'Reading every setting',
    label: 'Settings',
    columns: { setting: 'Setting', policies: 'Policies', values: 'Values', state: 'State' },
    fileColumns: {
      id: 'Setting ID',
      policy: 'Policy',
      value: 'Value',
    },
    conflict: 'Conflict',
    valuesDiffer: 'Values differ',
    sameValue: 'Same value',
    filter: 'Filter settings',
    filterPlaceholder: (settings: number): string => `Filter ${counted(settings, 'setting')}`,
    includeSingle: 'Include single-policy settings',
    conflicts: (conflicts: number): string => counted(conflicts, 'conflict'),
    none: {
      title: 'No setting is used twice',
      body: 'Settings that several captured policies configure appear here, with their values.',
    },
    noMatch: { title: 'No matching settings', body: 'The filter looks at setting names and IDs.' },
    policies: 'Policies that set it',
    possible: 'Possible conflict',
    settled: { merge: 'Merged', strictest: 'Strictest applies' },
    hint: ({ certainty, users, devices, settledBy }: NonNullable<SettingUse['conflict']>): string => {
      const who =
        users === null || devices === null
          ? 'Policies assigned to the same users or devices set different values.'
          : certainty === 'certain'
            ? `${[users > 0 ? counted(users, 'user') : '', devices > 0 ? counted(devices, 'device') : ''].filter(Boolean).join(' and ')} ${users + devices === 1 ? 'gets' : 'get'} different values.`
            : 'Nobody certainly gets different values, but what is known of members and filters doesn’t rule it out.'
      const outcome = {
        merge: 'Intune merges the values of this setting.',
        strictest: 'The strictest value applies.',
        none: 'Intune doesn’t define which one wins.',
      }[settledBy ?? 'none']
      return `${who} ${outcome}`
    },
    assigned: 'Assigned',
    notAssigned: 'Not assigned',
  },
} as const
