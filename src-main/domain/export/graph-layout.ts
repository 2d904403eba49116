import { jsonText, safeName, type Layout } from './layout.ts'

/** `<collection>/<id>.json`: documents as Graph returned them. */
export const graphLayout: Layout = {
  placeOf: ({ type, externalId }) => ({ folder: type.key, base: safeName(externalId) }),
  filesOf: ({ document }, { folder, base }) => [{ path: `${folder}/${base}.json`, content: jsonText(document, 2) }],
}
