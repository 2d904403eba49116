import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { comparable } from '#domain/canonical/comparable.ts'
import { createGraphContract, graphTypeOf, type ContractData } from '#domain/graph-contract/graph-contract.ts'
import { isAnnotation, isObject, objects, text, type Json } from '#domain/json.ts'
import { usualReadOnly } from '#domain/policy-types/building-blocks/shared.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { planner, source } from '#domain/restore/planning.ts'
import { resources, root } from '#tests/support/lab.ts'

const contract = createGraphContract(
  JSON.parse(readFileSync(join(resources, 'graph-contract.json'), 'utf8')) as ContractData,
)
const plan = planner(contract)
const folders = [join(resources, 'demo'), resolve(root, '../shared/fixtures/tenant')].filter((path) => existsSync(path))

/** What is written in another form than it is captured, or after the object was created. */
const otherwise: Readonly<Record<string, string>> = {
  'appleUserInitiatedEnrollmentProfiles.priority': 'set by an action after the create',
  'deviceEnrollmentConfigurations.priority': 'set by an action after the create',
  'depEnrollmentProfiles.isDefault': 'set by an action after the create',
  'authenticationStrengthPolicies.policyType': 'computed: only custom ones are created',
  'configurationPolicies.templateReference.templateFamily': 'follows from the template',
  'configurationPolicies.technologies': 'the same flags in another order',
  'groupPolicyConfigurations.definitionValues': 'bound by address to the definition and its presentations',
  'intents.settings': 'written as JSON in a text',
  'mobileApps.categories': 'linked by address',
}

const documents = (type: PolicyType): Json[] =>
  folders
    .map((folder) => join(folder, type.key))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder).flatMap((file) => {
        const parsed: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
        return isObject(parsed) ? [parsed] : [...objects(parsed)]
      }),
    )

interface Leaf {
  readonly key: string
  readonly path: string
  readonly value: string
}

/** Every value of a document that says something. */
function* leaves(value: unknown, key: string, path: string): Generator<Leaf> {
  if (Array.isArray(value)) for (const entry of value) yield* leaves(entry, key, `${path}[]`)
  else if (isObject(value)) {
    for (const [name, entry] of Object.entries(value))
      if (!isAnnotation(name) || name === '@odata.type')
        yield* leaves(entry, name, path === '' ? name : `${path}.${name}`)
  } else if (value !== null && value !== '' && value !== false && value !== 0 && value !== undefined)
    yield { key, path, value: JSON.stringify(value) }
}

/** Parts of a path that the service computes or changes by itself. */
function isItsOwn(type: PolicyType, document: Json, path: string): boolean {
  const [name = ''] = path.split(/[.[]/)
  const declared = contract.properties(graphTypeOf(document, type.rootType)).get(name)
  return name === 'id' || usualReadOnly.some((own) => own === name) || declared?.computed === true
}

it('every value of every captured object is written, or the plan names it (011-18)', () => {
  const silent = new Set<string>()
  let [objectsSeen, valuesSeen] = [0, 0]
  for (const type of policyTypes) {
    const references = type.references.map((rule) => rule.path)
    for (const document of documents(type)) {
      if (type.holds?.(document) === false) continue
      const [item] = plan([source(type.key, text(document['id']) || 'x', document)], { live: { [type.key]: [] } })
      if (item?.action !== 'create') continue
      objectsSeen += 1
      const sent = new Set<string>()
      for (const step of item.steps) {
        for (const part of step.path.split('/')) sent.add(`templateId=${JSON.stringify(part)}`)
        for (const { key, value } of leaves(step.body ?? {}, '', '')) sent.add(`${key}=${value}`)
      }
      // The form for comparison has neither volatile values nor placeholders.
      for (const { key, path, value } of leaves(comparable(type, document), '', '')) {
        valuesSeen += 1
        if (sent.has(`${key}=${value}`) || isItsOwn(type, document, path)) continue
        const name = `${type.key}.${path}`
        if (
          Object.keys(otherwise).some(
            (known) => name === known || name.startsWith(`${known}.`) || name.startsWith(`${known}[`),
          )
        )
          continue
        const isReference = references.some(
          (reference) => path === reference || path.startsWith(reference.split('[')[0]!),
        )
        const isNamed =
          item.warnings.some((warning) => warning.toLowerCase().includes(path.split(/[.[]/)[0]!.toLowerCase())) ||
          (isReference && item.warnings.length > 0) ||
          (path === 'state' && item.warnings.some((warning) => warning.includes('turned off'))) ||
          (path.startsWith('driverInventories') && item.warnings.some((warning) => /driver/i.test(warning)))
        if (!isNamed) silent.add(`${name} = ${value.slice(0, 60)}`)
      }
    }
  }
  expect([...silent]).toEqual([])
  expect(objectsSeen).toBeGreaterThan(150)
  expect(valuesSeen).toBeGreaterThan(3_000)
})
