import { expect, it } from 'vitest'
import type { SettingsDiff } from '#contract/model/policies.ts'
import { tally } from './tally.ts'

const row = (kind: SettingsDiff[number]['rows'][number]['kind']): SettingsDiff[number]['rows'][number] => ({
  key: kind,
  name: kind,
  depth: 0,
  kind,
  before: null,
  after: null,
  derived: false,
})

it('changes are counted by kind over all sections', () => {
  expect(
    tally([
      { title: 'Encryption', rows: [row('changed'), row('same')] },
      { title: 'Recovery', rows: [row('added'), row('removed'), row('changed')] },
    ]),
  ).toEqual({ added: 1, removed: 1, changed: 2, same: 1 })
})
