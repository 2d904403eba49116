import { ODataError } from './errors.ts'
import { text, type Json } from './json.ts'
import type { Call } from './call.ts'

/** Words of a name: it is cut at spaces, symbols and where small letters are followed by capitals (G-259). */
const wordsOf = (value: string): string[] =>
  value
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Whether a request asks for the index of the directory, which advanced queries need (G-259). */
export const isAdvanced = ({ headers }: Pick<Call, 'headers'>): boolean =>
  headers?.['consistencylevel']?.toLowerCase() === 'eventual'

/**
 * The objects of the directory that `$search` finds: parts like `"displayName:sales"`, joined by `OR` or `AND` (G-259).
 *
 * @throws ODataError 400 without the header, or if it can't be parsed
 */
export function searched(call: Call, items: readonly Json[], search: string): readonly Json[] {
  if (!isAdvanced(call))
    throw new ODataError(
      400,
      'Request_UnsupportedQuery',
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    )
  const parts = [...search.matchAll(/\s*(?:(OR|AND)\s+)?"(\w+):((?:[^"\\]|\\.)*)"/g)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== search.trimEnd())
    throw new ODataError(400, 'Request_BadRequest', `Unrecognized query expression in $search: ${search}`)
  return items.filter((item) => {
    let matches = false
    for (const [, joint, property, asked] of parts) {
      const there = wordsOf(text(item[property!]))
      const found = wordsOf(asked!.replaceAll(/\\(.)/g, '$1')).every((word) =>
        there.some((own) => own.startsWith(word)),
      )
      matches = joint === undefined ? found : joint === 'OR' ? matches || found : matches && found
    }
    return matches
  })
}
