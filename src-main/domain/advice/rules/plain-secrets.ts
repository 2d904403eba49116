import { isObject, type Json } from '../../json.ts'
import { decodeBase64Text } from '../../readable/spelling.ts'
import type { AdviceRule } from '../advice-rule.ts'

/** What a secret in a script looks like. A variable or a placeholder in its place is none. */
const secrets: readonly (readonly [pattern: RegExp, what: string])[] = [
  [
    /\b(?:pass(?:word|wd)?|pwd|secret|api[_-]?key|access[_-]?key|token)\b["']?\s*(?:=|:)\s*(["'])(?![$%{<*\s])[^"'\r\n]{6,}\1/i,
    'a password or a key',
  ],
  [
    /ConvertTo-SecureString\s+(?:-String\s+)?(["'])(?![$%{<])[^"'\r\n]+\1\s.*-AsPlainText|ConvertTo-SecureString\s+-AsPlainText\s+(?:-Force\s+)?(["'])(?![$%{<])[^"'\r\n]+\2/i,
    'a password',
  ],
  [/-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----/, 'a private key'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an access key of Amazon'],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, 'a token'],
  [/\bnet\s+user\s+\S+\s+(?![/$%"])\S{6,}\s+\/add/i, 'a password'],
]

/** Scripts and commands with a secret in clear text. The secret itself is never repeated. */
export const plainSecrets: AdviceRule = {
  id: 'plain-secrets',
  title: 'Scripts with secrets in clear text',
  why: 'Everybody who can read the script, and every device that runs it, has the secret. So do backups of the tenant.',
  severity: 'high',
  fix: null,
  find: ({ objects }) =>
    objects.flatMap(({ policyId, document }) =>
      textsIn(document).flatMap(([where, content]) => {
        const line = content.split(/\r?\n/).findIndex((entry) => secrets.some(([pattern]) => pattern.test(entry)))
        if (line < 0) return []
        const what = secrets.find(([pattern]) => pattern.test(content.split(/\r?\n/)[line]!))![1]
        return [{ policyId, detail: `Line ${line + 1} of ${where} looks like ${what}.` }]
      }),
    ),
}

/** Scripts and command lines of a document, with the name of their property. */
function textsIn(document: Json): [where: string, content: string][] {
  const found: [string, string][] = []
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'string' && /script|commandLine/i.test(name) && value.length > 0)
      found.push([name, decodeBase64Text(value) ?? value])
    else if (Array.isArray(value)) for (const entry of value) visit(entry, name)
    else if (isObject(value)) for (const [key, entry] of Object.entries(value)) visit(entry, key)
  }
  visit(document, '')
  return found
}
