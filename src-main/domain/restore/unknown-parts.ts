import type { Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { graphTypeOf, type GraphContract } from '../graph-contract/graph-contract.ts'
import type { UnknownPart } from '../graph-contract/writable.ts'
import { bodyOf } from './write-steps.ts'

/** Something in captured objects that no contract knows, with the Graph type of the object. */
export interface UnknownName extends UnknownPart {
  readonly graphType: string
}

/** What an object holds that the contract doesn't know. Places in lists are counted once: `rules[].newSetting`. */
export function unknownIn(contract: GraphContract, type: PolicyType, document: Json): UnknownName[] {
  const graphType = graphTypeOf(document, type.rootType)
  const names = bodyOf(type, contract, document).unknown.map(({ path, what }) => ({
    path: path.replaceAll(/\[\d+\]/g, '[]'),
    what,
    graphType,
  }))
  return [...new Map(names.map((name) => [`${name.what} ${name.path}`, name])).values()]
}
