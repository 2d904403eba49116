import { text, type Json } from '../json.ts'

/** A script in a document, and what its file is called. */
export interface ScriptOf {
  readonly property: string
  readonly suffix: string
  readonly extension: 'ps1' | 'sh'
  readonly bytes: Uint8Array
}

const properties: readonly (readonly [property: string, suffix: string])[] = [
  ['scriptContent', ''],
  ['detectionScriptContent', '_detection'],
  ['remediationScriptContent', '_remediation'],
]

/** The scripts of a document, as bytes with their own line ends. What isn't base64 stays in the document. */
export function scriptsOf(document: Json, isShell: boolean): readonly ScriptOf[] {
  return properties.flatMap(([property, suffix]) => {
    const content = text(document[property])
    const bytes = Buffer.from(content, 'base64')
    return content === '' || bytes.toString('base64') !== content
      ? []
      : [{ property, suffix, extension: isShell ? ('sh' as const) : ('ps1' as const), bytes }]
  })
}
