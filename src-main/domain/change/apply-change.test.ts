import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change, ChangeTarget } from '#contract/model/changes.ts'
import { objects, type Json } from '../json.ts'
import { policyTypeOf, policyTypes } from '../policy-types/registry.ts'
import { applyChange, newName, type DocumentChange } from './apply-change.ts'
import { words } from './words.ts'

const now = new Date('2026-11-30T12:00:00Z')
const group = (id: string): ChangeTarget => ({ who: 'group', group: { id, name: `Group ${id}` } })
const assigned = (groupId: string, more: Json = {}, kind = 'group'): Json => ({
  target: { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, groupId },
  ...more,
})
const script = policyTypeOf('deviceManagementScripts')
const app = policyTypeOf('mobileApps')
const policy = (assignments: readonly Json[] = []): Json => ({
  id: 'p',
  displayName: 'Wi-Fi for stores',
  description: '',
  roleScopeTagIds: ['0'],
  assignments,
})
const after = (document: Json, change: DocumentChange, type = script): Json => {
  const result = applyChange(type, document, change, now)
  if ('cannot' in result) throw new Error(result.cannot)
  return result.document
}
const why = (document: Json, change: DocumentChange, type = script): string => {
  const result = applyChange(type, document, change, now)
  return 'cannot' in result ? result.cannot : ''
}
const groupsIn = (document: Json): unknown[] =>
  objects(document['assignments']).map(({ target }) => (target as Json)['groupId'])

describe('a change of policies (063-1)', () => {
  const assign = { rule: 'assign', target: group('b'), filter: null, intent: null } as const

  it('assigns once, and changes the filter of what is assigned already (063-1)', () => {
    const once = after(policy([assigned('a')]), assign)
    expect(groupsIn(once)).toEqual(['a', 'b'])
    expect(after(once, assign)).toBe(once)
    const filtered = after(once, { ...assign, filter: { filter: { id: 'f', name: 'F' }, mode: 'include' } })
    expect(objects(filtered['assignments'])[1]!['target']).toMatchObject({
      deviceAndAppManagementAssignmentFilterId: 'f',
      deviceAndAppManagementAssignmentFilterType: 'include',
    })
  })

  it('never includes and excludes a group at once (063-3)', () => {
    expect(why(policy([assigned('b', {}, 'exclusionGroup')]), assign)).toBe(words.excludesNow('Group b'))
    const exclude = { rule: 'exclude', group: { id: 'a', name: 'A' }, intent: null } as const
    expect(why(policy([assigned('a')]), exclude)).toBe(words.includesNow('A'))
    const excluded = after(policy([assigned('b')]), exclude)
    expect(groupsIn(excluded)).toEqual(['b', 'a'])
    expect(after(excluded, exclude)).toBe(excluded)
  })

  it('takes exclusions along with the intent that they limit (063-3)', () => {
    const limited = [assigned('a', { intent: 'required' }), assigned('x', { intent: 'required' }, 'exclusionGroup')]
    const uninstall = { rule: 'intent', target: null, intent: 'uninstall' } as const
    const intents = (document: Json) => objects(document['assignments']).map(({ intent }) => intent)
    expect(intents(after(policy(limited), uninstall, app))).toEqual(['uninstall', 'uninstall'])
    // The other assignment keeps its exclusion.
    const some = after(
      policy([...limited, assigned('b', { intent: 'required' })]),
      { ...uninstall, target: group('a') },
      app,
    )
    expect(intents(some)).toEqual(['uninstall', 'required', 'uninstall', 'required'])
    expect(after(some, { ...uninstall, target: group('a') }, app)).toBe(some)
    const both = [assigned('a', { intent: 'required' }), assigned('a', { intent: 'uninstall' }, 'exclusionGroup')]
    expect(why(policy(both), uninstall, app)).toBe(words.bothWays)
  })

  it('reads a name in a moment, whatever the pattern is (063-1)', () => {
    const rule = { rule: 'rename', find: '(a+)+$', replace: 'x', isPattern: true } as const
    expect(newName(`${'a'.repeat(200)}!`, rule)).toBe(`${'a'.repeat(200)}!`)
    expect(newName('Wi-Fi 12', { ...rule, find: '(\\d+)', replace: '<$1>' })).toBe('Wi-Fi <12>')
  })

  it('describes branding profiles with the property that they have (063-1)', () => {
    const branding = policyTypeOf('intuneBrandingProfiles')
    expect(after({ profileDescription: 'a' }, { rule: 'describe', description: 'b' }, branding)).toEqual({
      profileDescription: 'b',
    })
  })

  it('gives apps an intent, and nothing else (063-3)', () => {
    expect(why(policy(), assign, app)).toBe(words.needsIntent)
    const required = after(policy(), { ...assign, intent: 'required' }, app)
    expect(objects(required['assignments'])[0]).toMatchObject({ intent: 'required' })
    expect(why(policy(), { rule: 'intent', target: null, intent: 'available' })).toBe(words.noIntent)
    const available = after(required, { rule: 'intent', target: null, intent: 'available' }, app)
    expect(objects(available['assignments'])[0]).toMatchObject({ intent: 'available' })
    // Several intents for one group stay beside each other, until they are made one (G-248).
    const both = after(available, { ...assign, intent: 'required' }, app)
    expect(objects(both['assignments']).map(({ intent }) => intent)).toEqual(['available', 'required'])
    const one = after(both, { rule: 'intent', target: null, intent: 'required' }, app)
    expect(objects(one['assignments']).map(({ intent }) => intent)).toEqual(['required'])
    expect(why(both, { ...assign, intent: 'uninstall' }, app)).toBe(words.otherIntent('Group b'))
  })

  it('removes assignments of a target, or all, and leaves those of policy sets (063-3)', () => {
    const both = policy([assigned('a'), assigned('b', { source: 'policySets' })])
    expect(groupsIn(after(both, { rule: 'unassign', target: null }))).toEqual(['b'])
    expect(groupsIn(after(both, { rule: 'unassign', target: group('a') }))).toEqual(['b'])
    expect(why(both, { rule: 'unassign', target: group('b') })).toBe(words.ofPolicySet)
  })

  it('adds, removes and sets scope tags, and never leaves a policy without one (063-3)', () => {
    const tags = (how: 'add' | 'remove' | 'set', ids: string[], document = policy()) =>
      after(document, { rule: 'scopeTags', how, tags: ids.map((id) => ({ id, name: id })) })['roleScopeTagIds']
    expect(tags('add', ['3', '0'])).toEqual(['0', '3'])
    expect(tags('remove', ['0'])).toEqual(['0'])
    expect(tags('set', ['3'])).toEqual(['3'])
    expect(why({ id: 'p', displayName: 'P' }, { rule: 'scopeTags', how: 'add', tags: [{ id: '1', name: '1' }] })).toBe(
      words.noTags,
    )
  })

  it('renames by text, by pattern and by template (063-1)', () => {
    const named = (find: string, replace: string, isPattern = false) =>
      newName('Wi-Fi for stores', { find, replace, isPattern })
    expect(named('stores', 'offices')).toBe('Wi-Fi for offices')
    expect(named('', 'PROD – {name}')).toBe('PROD – Wi-Fi for stores')
    expect(named(String.raw`^(\S+) for (\w+)$`, '$2: $1', true)).toBe('stores: Wi-Fi')
    // A replacement means what it says, where nobody asked for patterns.
    expect(named('stores', '$1')).toBe('Wi-Fi for $1')
    expect(why(policy(), { rule: 'rename', find: 'Wi-Fi for stores', replace: ' ', isPattern: false })).toBe(
      words.noName,
    )
  })

  it('archives once, with the day in the name (063-1)', () => {
    const archived = after(policy([assigned('a')]), { rule: 'archive' })
    expect(archived).toMatchObject({ displayName: 'Wi-Fi for stores (archived 2026-11-30)', assignments: [] })
    expect(after(archived, { rule: 'archive' })).toBe(archived)
  })

  it('says of every type whether it can be changed, and touches nothing else (063-3)', () => {
    const changes = fc.oneof(
      fc.constantFrom<DocumentChange>(
        assign,
        { ...assign, intent: 'required' },
        { ...assign, target: { who: 'allUsers' } },
        { ...assign, target: { who: 'allDevices' } },
        { rule: 'exclude', group: { id: 'x', name: 'X' }, intent: 'required' },
        { rule: 'unassign', target: null },
        { rule: 'unassign', target: { who: 'allUsers' } },
        { rule: 'filter', target: null, filter: { filter: { id: 'f', name: 'F' }, mode: 'exclude' } },
        { rule: 'filter', target: null, filter: null },
        { rule: 'intent', target: null, intent: 'uninstall' },
        { rule: 'scopeTags', how: 'add', tags: [{ id: '2', name: 'Two' }] },
        { rule: 'rename', find: 'a', replace: 'b', isPattern: false },
        { rule: 'describe', description: 'New' },
        {
          rule: 'settings',
          baseline: 'B',
          settings: [
            {
              settingId: 's',
              name: 'S',
              tree: { settingDefinitionId: 's', simpleSettingValue: { value: 2 } },
              templateId: '',
              policies: ['P'],
            },
            { settingId: 't', name: 'T', tree: null, templateId: '', policies: ['p'] },
          ],
        },
        { rule: 'archive' },
      ),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...policyTypes),
        changes,
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'x'), fc.boolean()), { maxLength: 4 }),
        fc.subarray(['s', 't', 'u']),
        (type, change, own, settings) => {
          const document: Json = {
            id: 'p',
            [type.nameProperty]: 'a name',
            description: 'd',
            secret: '****',
            settings: settings.map((id) => ({
              settingInstance: { settingDefinitionId: id, simpleSettingValue: { value: 1 } },
            })),
            ...(type.scopeTagProperty ? { [type.scopeTagProperty]: ['0'] } : {}),
            ...(type.assignments
              ? { assignments: own.map(([id, excludes]) => assigned(id, {}, excludes ? 'exclusionGroup' : 'group')) }
              : {}),
          }
          const before = JSON.stringify(document)
          const result = applyChange(type, document, change, now)
          expect(JSON.stringify(document)).toBe(before)
          // Whatever can't be changed is said in a sentence.
          const changed = 'cannot' in result ? (result.cannot.endsWith('.') ? document : {}) : result.document
          const touched = Object.keys({ ...document, ...changed }).filter(
            (key) => JSON.stringify(document[key]) !== JSON.stringify(changed[key]),
          )
          const may: Readonly<Record<Change['rule'], readonly string[]>> = {
            assign: ['assignments'],
            exclude: ['assignments'],
            unassign: ['assignments'],
            filter: ['assignments'],
            intent: ['assignments'],
            scopeTags: [type.scopeTagProperty ?? ''],
            rename: [type.nameProperty],
            describe: ['description'],
            settings: ['settings'],
            archive: ['assignments', type.nameProperty],
            delete: [],
            duplicate: [],
          }
          expect(touched.filter((key) => !may[change.rule].includes(key))).toEqual([])
          // The same rule again changes nothing, because what it finds in names is gone.
          expect(applyChange(type, changed, change, now)).toEqual('cannot' in result ? result : { document: changed })
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
