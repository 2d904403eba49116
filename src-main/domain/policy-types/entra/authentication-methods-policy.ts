import { canonicalText } from '../../canonical/canonical.ts'
import { isAnnotation, objects, text, without, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

const path = '/policies/authenticationMethodsPolicy'
const part = 'authenticationMethodConfigurations'
const isGroup = (target: Json): boolean => text(target['targetType']) === 'group'

/** Who may use which way to sign in. The policy and each method are written by themselves (G-244). */
export const authenticationMethodsPolicy: PolicyType = {
  ...tenantWide,
  key: 'authenticationMethodsPolicy',
  title: 'Authentication methods',
  noun: { one: 'authentication methods policy', many: 'authentication methods policies' },
  category: ['Entra', 'Authentication methods'],
  path,
  rootType: 'authenticationMethodsPolicy',
  nameProperty: 'displayName',
  phase: 45,
  area: 'AuthenticationMethods',
  service: 'conditional-access',
  optional: 'entra',
  capture: { byId: null, parts: [{ property: part, path: part }] },
  volatile: ['lastModifiedDateTime', 'policyVersion'],
  unordered: [part, `${part}[].includeTargets`, `${part}[].excludeTargets`],
  references: ['includeTargets', 'excludeTargets'].map((name) => ({
    path: `${part}[].${name}[].id`,
    to: 'groups',
    relation: name === 'includeTargets' ? 'assigned to' : 'excluded',
    when: isGroup,
    whenMissing: 'block',
    fixed: ['all_users'],
  })),
  write: {
    ...tenantWideWrite,
    readOnly: [
      'id',
      'displayName',
      'description',
      'lastModifiedDateTime',
      'policyVersion',
      'policyMigrationState',
      part,
    ],
    optIn: () => 'Wrong authentication methods lock people out. Include this policy only if you want to change it.',
    parts: (wanted, live) => methodSteps(objects(wanted[part]), objects(live[part])),
  },
  kindOf: () => 'Authentication methods',
}

const content = (method: Json): Json =>
  Object.fromEntries(
    Object.entries(without(method, ['id'])).filter(([name]) => name === '@odata.type' || !isAnnotation(name)),
  )

/** A method that the target doesn't know stays as it is there. */
const methodSteps = (wanted: readonly Json[], live: readonly Json[]): WriteStep[] =>
  wanted.flatMap((method): WriteStep[] => {
    const id = text(method['id'])
    const there = live.find((other) => text(other['id']) === id)
    if (!there || canonicalText(content(there)) === canonicalText(content(method))) return []
    return [
      { purpose: `Change the method ${id}`, method: 'PATCH', path: `${path}/${part}/${id}`, body: content(method) },
    ]
  })
