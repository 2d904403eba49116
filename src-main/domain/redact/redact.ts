const mask = '•••'

/** Words after which a value is a secret, in parameters, assignments and JSON alike. */
const secretWord = String.raw`[\w.-]*(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|shared[-_]?key|pre[-_]?shared[-_]?key|psk|private[-_]?key|product[-_]?key|sas|sig|credential)\w*`

const patterns: readonly (readonly [RegExp, string])[] = [
  // Tokens and keys have a form of their own.
  [/\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, mask],
  [/\bBearer\s+\S+/gi, `Bearer ${mask}`],
  [/-----BEGIN [A-Z ]*(?:PRIVATE KEY|CERTIFICATE)-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g, mask],
  // `-Password value`, `--api-key=value`, `"preSharedKey": "value"`, `AccountKey=value`.
  [new RegExp(String.raw`("${secretWord}"\s*:\s*)"(?:[^"\\]|\\.)*"`, 'gi'), `$1"${mask}"`],
  [new RegExp(String.raw`(-{1,2}${secretWord}(?:\s+|[=:]\s*))(?:"[^"]*"|'[^']*'|[^\s"',;]+)`, 'gi'), `$1${mask}`],
  [new RegExp(String.raw`(\b${secretWord}\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s"',;&]+)`, 'gi'), `$1${mask}`],
  // Graph quotes the value that it could not convert, whatever it was.
  [/(Cannot convert the literal )'[^']*'/gi, `$1'${mask}'`],
]

/**
 * Takes what may be a secret out of a text that comes from outside, before it is shown, stored or logged (000-4):
 * addresses with account ids, tokens, and values behind words such as password or key. An excerpt of the request,
 * which Graph ends with `<---`, goes as a whole.
 */
export function redact(text: string): string {
  const withoutExcerpt = text.replace(/[^.:]*<---/g, mask)
  return patterns.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    withoutExcerpt.replace(/https?:\/\/\S+/g, '…'),
  )
}

/** Removes known secrets from a text, however short or simple they are. */
export function redactValues(text: string, secrets: Iterable<string>): string {
  let result = text
  for (const secret of secrets) {
    if (secret.length < 4) continue
    // Graph quotes what it rejects as JSON, too.
    for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) result = result.replaceAll(form, mask)
  }
  return result
}
