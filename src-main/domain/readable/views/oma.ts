import { objects, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import { genericSections } from '../generic.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { decodeBase64Text, languageOf, inWords } from '../spelling.ts'
import { words } from '../words.ts'

/** A custom profile: each OMA-URI with its value decoded; masked values stay masked (spec 007). */
export function omaSections(policy: Json, context: ReadableContext): ReadableSection[] {
  const rows = objects(policy['omaSettings']).flatMap(settingRows)
  return [
    ...(rows.length > 0 ? [{ title: words.oma.title, rows }] : []),
    ...genericSections(policy, context, ['omaSettings']),
  ]
}

function settingRows(setting: Json, index: number): ReadableRow[] {
  const uri = text(setting['omaUri'])
  const type = text(setting['@odata.type']).replace('#microsoft.graph.omaSetting', '')
  const value = setting['value']
  const encoded = type === 'StringXml' || type === 'Base64'
  const decoded = encoded && typeof value === 'string' ? decodeBase64Text(value) : null
  const masked = setting['isEncrypted'] === true || value === '****'
  const key = `oma/${uri || index}`
  return [
    {
      key,
      name: text(setting['displayName']) || uri,
      value: masked ? words.oma.masked : (decoded ?? inWords(value)),
      depth: 0,
      ...(text(setting['description']) ? { description: text(setting['description']) } : {}),
      ...(decoded ? { language: languageOf(decoded) } : {}),
    },
    { key: `${key}/uri`, name: 'OMA-URI', value: uri, depth: 1 },
  ]
}
