import { PlanOptions } from '#contract/model/plans.ts'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fingerprintText } from '../canonical/comparable.ts'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { isObject, without, type Json } from '../json.ts'
import { readablePolicy } from '../readable/readable-policy.ts'
import { referencesOf } from '../references/references.ts'
import { planRestore } from '../restore/plan.ts'
import type { PolicyType } from './policy-type.ts'
import { policyTypes } from './registry.ts'

const contract = createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData)
/** Objects of the demo tenant; types that share a collection share its folder. */
function seed(type: PolicyType): Json[] {
  const file = `resources/demo/${type.holds ? type.path.split('/').at(-1)! : type.key}/all.json`
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Json[]
  // Of what is only read, the demo tenant doesn't have everything.
  return []
}

/** The document with each of its values missing, null, or of another kind, down to three levels. */
function* odd(value: unknown, depth = 0): Generator<unknown> {
  if (depth > 3) return
  if (Array.isArray(value)) {
    yield [null, ...(value as unknown[])]
    for (const [index, entry] of value.slice(0, 2).entries())
      for (const changed of odd(entry, depth + 1)) yield value.with(index, changed)
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      yield without(value, [key])
      for (const other of [null, '', 7, [], {}, [{}], 'x\u0000\uD800']) yield { ...value, [key]: other }
      for (const changed of odd(value[key], depth + 1)) yield { ...value, [key]: changed }
    }
  }
}

const graph = { bind: (path: string) => path, sameTenant: true, now: new Date(0) }

it.each(policyTypes)('compares, reads and plans odd documents of $key without a fault (003-7)', (type) => {
  const samples = seed(type).filter((document) => type.holds?.(document) !== false)
  const kinds = [...new Map(samples.map((document) => [String(document['@odata.type']), document])).values()].slice(
    0,
    3,
  )
  if (kinds.length === 0 && type.restore.how !== 'preview-only')
    throw new Error(`The demo tenant has no ${type.title}.`)
  const faults: { error: unknown; document: string }[] = []
  for (const sample of kinds) {
    for (const changed of odd(sample)) {
      const document = changed as Json
      try {
        fingerprintText(type, document)
        type.kindOf(document)
        type.platformOf(document)
        type.capture.secrets?.(document)
        referencesOf(type, document)
        readablePolicy(type, document, { nameOf: () => undefined, settingDefinition: () => undefined, contract })
        for (const [wanted, live] of [
          [document, sample],
          [sample, document],
          [document, null],
        ] as const) {
          planRestore({
            items: [{ type, versionId: 'v', sourceId: 's', name: 'n', document: wanted, missingSecrets: [] }],
            live: new Map([
              [type.key, live ? [{ id: 's', name: 'n', odataType: '', document: live, fingerprint: 'f' }] : []],
            ]),
            directory: new Map(),
            sourceNames: new Map(),
            choices: new Map(),
            remembered: new Map(),
            sameTenant: true,
            options: PlanOptions.parse({}),
            contract,
            graph,
          })
        }
      } catch (error) {
        faults.push({ error, document: JSON.stringify(document).slice(0, 3000) })
      }
    }
  }
  expect(faults.slice(0, 3)).toEqual([])
})
