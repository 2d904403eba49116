import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PlanOptions } from '#contract/model/plans.ts'
import { createGraphContract, graphTypeOf, type ContractData } from '#domain/graph-contract/graph-contract.ts'
import { text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { planRestore, summarise, type LiveObject, type PlanInput, type SourceItem } from '#domain/restore/plan.ts'
import { judge } from './table.ts'
import { timed } from './timed.ts'

const wantedItems = 1_000
const limitMs = 200
const resources = resolve('resources')
function demo(collection: string): Json[] {
  const file = join(resources, 'demo', collection, 'all.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Json[]) : []
}

/** Objects of the demo tenant that belong to a type: two types may share a collection. */
function samplesOf({ key, path, holds }: PolicyType): Json[] {
  const folder = existsSync(join(resources, 'demo', key)) ? key : path.split('/').at(-1)!
  return demo(folder).filter((item) => holds?.(item) !== false)
}

/** Plans 1,000 items over every policy type against a tenant that has a third as it is, a third changed, a third not at all. */
export async function plan(): Promise<void> {
  const input = planInput()
  const size = JSON.stringify(input.items.map((item) => item.document)).length
  const parsed = await timed(() => JSON.parse(JSON.stringify(input.items.map((item) => item.document))) as unknown)
  const runs = []
  for (let run = 0; run < 5; run += 1) runs.push(await timed(() => planRestore(input)))
  const [first, best] = [runs[0]!.ms, Math.min(...runs.map((run) => run.ms))]
  const { items } = runs[0]!.result
  const summary = Object.entries(summarise(items))
    .filter(([, found]) => found > 0)
    .map(([action, found]) => `${found} ${action}`)
    .join(', ')
  console.log(
    `plan of ${items.length} items over ${new Set(items.map((item) => item.type)).size} types (${(size / 1e6).toFixed(1)} MB of JSON): ${summary}`,
  )
  judge({ work: `plan of ${wantedItems} items`, value: first, most: limitMs, unit: 'ms' })
  console.log(
    `  warm                ${best.toFixed(0)} ms, ${(best / parsed.ms).toFixed(1)} times as long as writing and parsing the JSON`,
  )
}

function planInput(): PlanInput {
  const items: SourceItem[] = []
  const live = new Map<string, LiveObject[]>(policyTypes.map((type) => [type.key, []]))
  const samples = policyTypes.map((type) => [type, samplesOf(type)] as const)
  for (let copy = 0; items.length < wantedItems; copy += 1) {
    for (const [type, all] of samples) {
      const sample = all[copy % all.length]
      if (!sample || items.length >= wantedItems) continue
      const name = `${text(sample[type.nameProperty])} ${copy}`
      const id = `50000000-0000-4000-8000-${String(items.length).padStart(12, '0')}`
      const document = { ...sample, id, [type.nameProperty]: name }
      items.push({ type, versionId: `v-${id}`, sourceId: id, name, document, missingSecrets: [] })
      if (items.length % 3 > 0)
        live
          .get(type.key)!
          .push(counterpart(type, items.length % 3 === 1 ? document : { ...document, description: 'changed' }, name))
    }
  }
  return {
    items,
    live,
    options: PlanOptions.parse({}),
    choices: new Map(),
    remembered: new Map(),
    sourceNames: new Map(),
    sameTenant: true,
    directory: new Map([
      ['groups', demo('groups').map((group) => ({ id: text(group['id']), name: text(group['displayName']) }))],
    ]),
    contract: createGraphContract(
      JSON.parse(readFileSync(join(resources, 'graph-contract.json'), 'utf8')) as ContractData,
    ),
    graph: { bind: (path) => path, sameTenant: true, now: new Date(0) },
  }
}

const counterpart = (type: PolicyType, document: Json, name: string): LiveObject => ({
  id: text(document['id']),
  name,
  odataType: graphTypeOf(document, type.rootType),
  document,
  fingerprint: 'as at the preview',
  identity: type.identityOf?.(document) ?? null,
})
