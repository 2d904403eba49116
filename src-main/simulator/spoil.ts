import type { Answer } from './call.ts'
import { objects, type Json } from './json.ts'

/** What can be wrong with the content of an answer whose status is right. */
export const spoilings = [
  'dropParts',
  'doubleParts',
  'textParts',
  'mixParts',
  'emptyObject',
  'itemTwice',
  'itemWithoutId',
  'itemNull',
  'emptyList',
  'noAssignments',
  'cutSettings',
  'assignedFlag',
  'otherName',
  'repeatPage',
  'placeholder',
] as const
export type Spoiling = (typeof spoilings)[number]

/** An answer after a fault has been at its content. What does not fit the answer leaves it as it is. */
export function spoil(answer: Answer, spoiling: Spoiling): Answer {
  const { body } = answer
  if (!body || answer.status >= 300) return answer
  return { ...answer, body: spoilt(body, spoiling) }
}

function spoilt(body: Json, spoiling: Spoiling): Json {
  switch (spoiling) {
    case 'dropParts':
      return withParts(body, (parts) => parts.filter((_part, index) => index % 3 !== 0))
    case 'doubleParts':
      return withParts(body, (parts) => [...parts, ...parts.map((part) => ({ ...part, body: { id: 'another' } }))])
    case 'textParts':
      return withParts(body, (parts) =>
        parts.map((part, index) => (index % 3 === 0 ? { ...part, body: '<html>' } : part)),
      )
    case 'mixParts':
      return withParts(body, (parts) =>
        parts.map((part, index) => ({ ...part, id: parts[(index + 1) % parts.length]!['id'] })),
      )
    case 'emptyObject':
      return {}
    case 'itemTwice':
      return withItems(body, (items) => [...items, ...items.slice(0, 1)])
    case 'itemWithoutId':
      return withItems(body, (items) => items.map((item, index) => (index === 0 ? withoutId(item) : item)))
    case 'itemNull':
      return withItems(body, (items) => [...items, null])
    case 'emptyList':
      return withItems({ ...body, '@odata.nextLink': undefined }, () => [])
    case 'noAssignments':
      return eachObject(body, (item) => ('assignments' in item ? { ...item, assignments: [] } : item))
    case 'cutSettings':
      return eachObject(body, (item) =>
        Array.isArray(item['settings']) ? { ...item, settings: item['settings'].slice(0, 3) } : item,
      )
    case 'assignedFlag':
      return eachObject(body, (item) => ({ ...item, isAssigned: true }))
    case 'otherName':
      return eachObject(body, (item) => ({ ...item, displayName: 'Another name' }))
    case 'repeatPage':
      return withItems(body, (items) => [...items, ...items])
    case 'placeholder':
      return eachObject(body, (item) => ({ ...item, platforms: 'unknownFutureValue' }))
  }
}

const withParts = (body: Json, change: (parts: Json[]) => unknown[]): Json =>
  Array.isArray(body['responses']) ? { ...body, responses: change(objects(body['responses'])) } : body

const withItems = (body: Json, change: (items: Json[]) => unknown[]): Json =>
  Array.isArray(body['value']) ? { ...body, value: change(objects(body['value'])) } : body

const eachObject = (body: Json, change: (item: Json) => Json): Json =>
  Array.isArray(body['value']) ? { ...body, value: objects(body['value']).map(change) } : change(body)

const withoutId = ({ id: _id, ...rest }: Json): Json => rest
