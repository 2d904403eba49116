import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AdviceContext, AdviceObject, KnownGroup } from '#domain/advice/advice-rule.ts'
import { adviceRules } from '#domain/advice/rules.ts'
import { text, type Json } from '#domain/json.ts'
import { findPolicyType, policyTypeOf } from '#domain/policy-types/registry.ts'
import { assignmentsOf } from '#domain/who-gets/assignments-of.ts'
import { demo, group, guid } from '#tests/support/restored.ts'

const object = (type: string, document: Json, policyId = text(document['id'])): AdviceObject => ({
  policyId,
  type: policyTypeOf(type),
  externalId: text(document['id']),
  name: text(document[policyTypeOf(type).nameProperty]),
  document,
  assignments: assignmentsOf(document),
})
const catalog = (index: number, more: Json = {}): AdviceObject =>
  object('configurationPolicies', { ...demo('configurationPolicies', index), ...more })
const script = (content: string, more: Json = {}): AdviceObject =>
  object('deviceManagementScripts', {
    ...demo('deviceManagementScripts'),
    scriptContent: Buffer.from(content).toString('base64'),
    ...more,
  })
const toGroup = (index: number, kind = 'group') => group(guid(index), kind)
const everybody = { target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } }

interface Around {
  readonly groups?: Readonly<Record<string, KnownGroup>>
  readonly used?: readonly string[]
  readonly reached?: boolean | null
}

/** Details of what a rule finds. */
function found(
  rule: string,
  objects: readonly AdviceObject[],
  { groups = {}, used = [], reached = true }: Around = {},
) {
  const context: AdviceContext = {
    objects,
    usersOf: (kind, id) => (used.includes(`${kind}/${id}`) ? ['Somebody'] : []),
    group: (id) => groups[id] ?? null,
    reachesNobody: () => (reached === null ? null : !reached),
  }
  return adviceRules
    .find(({ id }) => id === rule)!
    .find(context)
    .map(({ detail }) => detail)
}
const known = (name: string, exists: boolean, isEmpty: boolean | null): KnownGroup => ({ name, exists, isEmpty })

describe('advice', () => {
  it('unassigned: what nobody gets, but not what others use or every tenant has (065-1)', () => {
    expect(found('unassigned', [catalog(0, { assignments: [] })])).toEqual(['It has no assignments.'])
    expect(found('unassigned', [catalog(0, { assignments: [toGroup(1, 'exclusionGroup')] })])).toEqual([
      'It only excludes groups.',
    ])
    expect(found('unassigned', [catalog(0, { assignments: [everybody] })])).toEqual([])
    const tags = object('roleScopeTags', { id: '9', displayName: 'Stores', assignments: [] })
    expect(found('unassigned', [tags])).toEqual([])
    const used = catalog(0, { assignments: [] })
    expect(found('unassigned', [used], { used: [`configurationPolicies/${used.externalId}`] })).toEqual([])
  })

  it('deleted groups: assignments and exclusions, once for each group (065-1)', () => {
    const groups = { [guid(1)]: known('Gone', false, null), [guid(2)]: known('There', true, false) }
    const policy = catalog(0, { assignments: [toGroup(1), toGroup(2), toGroup(1, 'exclusionGroup')] })
    expect(found('deleted-groups', [policy], { groups })).toEqual(["The group Gone doesn't exist any more."])
    expect(found('deleted-groups', [catalog(0, { assignments: [toGroup(2), toGroup(3)] })], { groups })).toEqual([])
  })

  it('empty groups: only if all are certainly empty (065-1)', () => {
    const groups = {
      [guid(1)]: known('Empty', true, true),
      [guid(2)]: known('Full', true, false),
      [guid(3)]: known('?', true, null),
    }
    const of = (...targets: Json[]) => found('empty-groups', [catalog(0, { assignments: targets })], { groups })
    expect(of(toGroup(1))).toEqual(['Nobody is in Empty.'])
    expect(of(toGroup(1), toGroup(2))).toEqual([])
    expect(of(toGroup(1), toGroup(3))).toEqual([])
    expect(of(toGroup(1), everybody)).toEqual([])
    expect(of()).toEqual([])
  })

  it('unused filters and scope tags (065-1)', () => {
    const filter = object('assignmentFilters', demo('assignmentFilters'))
    expect(found('unused-filters', [filter])).toHaveLength(1)
    expect(found('unused-filters', [filter], { used: [`assignmentFilters/${filter.externalId}`] })).toEqual([])
    const tag = (more: Json) =>
      object('roleScopeTags', { id: '5', displayName: 'Stores', isBuiltIn: false, assignments: [], ...more })
    expect(found('unused-scope-tags', [tag({})])).toHaveLength(1)
    expect(found('unused-scope-tags', [tag({ isBuiltIn: true })])).toEqual([])
    expect(found('unused-scope-tags', [tag({ assignments: [toGroup(1)] })])).toEqual([])
  })

  it('duplicates: equal content under any name, but not equal emptiness (065-1)', () => {
    const twin = (id: string, more: Json = {}) =>
      object('configurationPolicies', { ...demo('configurationPolicies'), id, name: `Policy ${id}`, ...more }, id)
    expect(found('duplicates', [twin('a'), twin('b', { description: 'Other', assignments: [] })])).toEqual([
      'Same content as Policy b.',
      'Same content as Policy a.',
    ])
    expect(found('duplicates', [twin('a'), catalog(2)])).toEqual([])
    expect(found('duplicates', [twin('a', { platforms: 'macOS' }), twin('b')])).toEqual([])
  })

  it('a group included and excluded, in the same intent (065-1)', () => {
    const both = [toGroup(1), toGroup(1, 'exclusionGroup')]
    expect(found('include-and-exclude', [catalog(0, { assignments: both })])).toEqual([
      `It includes and excludes ${guid(1)}.`,
    ])
    const app = (first: string, second: string) =>
      object('mobileApps', {
        ...demo('mobileApps'),
        assignments: [
          { ...toGroup(1), intent: first },
          { ...toGroup(1, 'exclusionGroup'), intent: second },
        ],
      })
    expect(found('include-and-exclude', [app('required', 'required')])).toHaveLength(1)
    expect(found('include-and-exclude', [app('required', 'available')])).toEqual([])
  })

  it('nobody can get it: only if that is certain (065-1)', () => {
    const policy = catalog(0, { assignments: [toGroup(1)] })
    expect(found('reaches-nobody', [policy], { reached: false })).toHaveLength(1)
    expect(found('reaches-nobody', [policy])).toEqual([])
    expect(found('reaches-nobody', [policy], { reached: null })).toEqual([])
    expect(found('reaches-nobody', [catalog(0, { assignments: [] })], { reached: false })).toEqual([])
  })

  it('superseded apps that are still assigned (065-1)', () => {
    const app = (count: unknown, assignments: Json[]) =>
      object('mobileApps', { ...demo('mobileApps'), supersedingAppCount: count, assignments })
    expect(found('superseded-apps', [app(2, [toGroup(1)])])).toEqual(['2 other apps supersede it.'])
    expect(found('superseded-apps', [app(0, [toGroup(1)]), app(null, [toGroup(1)]), app(1, [])])).toEqual([])
  })

  it('retired platforms, and not their successors (065-1)', () => {
    const of = (graphType: string) =>
      found('retired-platforms', [
        object('deviceConfigurations', { id: 'a', '@odata.type': `#microsoft.graph.${graphType}` }),
      ])
    expect(of('androidGeneralDeviceConfiguration')).toHaveLength(1)
    expect(of('windowsPhone81GeneralConfiguration')).toHaveLength(1)
    for (const current of [
      'androidWorkProfileGeneralDeviceConfiguration',
      'androidDeviceOwnerGeneralDeviceConfiguration',
      'windows10GeneralConfiguration',
      'aospDeviceOwnerDeviceConfiguration',
    ])
      expect([current, of(current)]).toEqual([current, []])
  })

  it('secrets in scripts, without the secret (065-2)', () => {
    expect(found('plain-secrets', [script('# setup\n$password = "Sommer2024!"\n')])).toEqual([
      'Line 2 of scriptContent looks like a password or a key.',
    ])
    for (const secret of [
      'ConvertTo-SecureString "Winter2023" -AsPlainText -Force',
      "ConvertTo-SecureString -AsPlainText -Force 'Winter2023'",
      '-----BEGIN RSA PRIVATE KEY-----',
      'net user admin Winter2023 /add',
    ])
      expect([secret, found('plain-secrets', [script(secret)]).length]).toEqual([secret, 1])
    for (const harmless of [
      '$password = Read-Host "Password"',
      '$password = "$env:PASSWORD"',
      "password = '<your password>'",
      '# The password policy needs 12 characters',
      'net user admin /active:no',
      '$token = ""',
    ])
      expect([harmless, found('plain-secrets', [script(harmless)])]).toEqual([harmless, []])
    const app = object('mobileApps', {
      ...demo('mobileApps'),
      installCommandLine: 'setup.exe /quiet PASSWORD="Sommer2024!"',
    })
    expect(found('plain-secrets', [app])).toEqual(['Line 1 of installCommandLine looks like a password or a key.'])
  })

  it('old Autopilot names, unless the new ones are there, too (065-1)', () => {
    const profile = (more: Json) => object('windowsAutopilotDeploymentProfiles', { id: 'a', displayName: 'A', ...more })
    expect(found('old-autopilot-names', [profile({ enableWhiteGlove: true })])).toEqual([
      'It has enableWhiteGlove instead of preprovisioningAllowed.',
    ])
    expect(found('old-autopilot-names', [profile({ enableWhiteGlove: true, preprovisioningAllowed: true })])).toEqual(
      [],
    )
    expect(found('old-autopilot-names', [catalog(0, { language: 'de' })])).toEqual([])
  })

  it('deprecated templates (065-1)', () => {
    expect(found('legacy-templates', [object('intents', demo('intents'))])).toHaveLength(1)
    expect(found('legacy-templates', [catalog(0)])).toEqual([])
    expect(found('legacy-templates', [object('deviceConfigurations', { id: 'a', displayName: 'intent' })])).toEqual([])
  })

  const folder = resolve('../shared/fixtures/tenant')
  it.runIf(existsSync(folder))('looks at real policies of other people, and repeats no secret', () => {
    const objects = readdirSync(folder).flatMap((name) =>
      findPolicyType(name)
        ? readdirSync(join(folder, name)).map((file) =>
            object(name, JSON.parse(readFileSync(join(folder, name, file), 'utf8')) as Json, `${name}/${file}`),
          )
        : [],
    )
    expect(objects.length).toBeGreaterThan(500)
    const counts = new Map(adviceRules.map(({ id }) => [id, found(id, objects).length]))
    expect(counts.get('legacy-templates')).toBe(objects.filter(({ type }) => type.key === 'intents').length)
    expect(counts.get('retired-platforms')).toBeGreaterThan(0)
    expect(counts.get('unassigned')).toBeGreaterThan(0)
    // Baselines aren't assigned, and nothing else is urgent about them.
    expect(counts.get('plain-secrets')).toBe(0)
  })
})
