import bash from 'highlight.js/lib/languages/bash'
import json from 'highlight.js/lib/languages/json'
import powershell from 'highlight.js/lib/languages/powershell'
import xml from 'highlight.js/lib/languages/xml'
import { createLowlight } from 'lowlight'

/** A piece of code, and what it is. */
export interface Token {
  readonly text: string
  readonly kind: 'plain' | 'keyword' | 'string' | 'comment' | 'name' | 'number'
}

const lowlight = createLowlight({ powershell, bash, xml, json })
const languages: Readonly<Record<string, string>> = {
  powershell: 'powershell',
  shell: 'bash',
  xml: 'xml',
  json: 'json',
}

/** Characters; longer code stays plain. */
const mostHighlighted = 100_000

const kinds: readonly (readonly [RegExp, Token['kind']])[] = [
  [/comment|meta/, 'comment'],
  [/string|regexp|symbol/, 'string'],
  [/keyword|literal|operator/, 'keyword'],
  [/number/, 'number'],
  [/built_in|title|variable|attr|tag|name|type|property/, 'name'],
]

/** Code as pieces with a kind, in order. */
export function tokensOf(code: string, language: string): Token[] {
  const known = languages[language]
  if (known === undefined || code.length > mostHighlighted) return [{ text: code, kind: 'plain' }]
  try {
    const tokens: Token[] = []
    collect(lowlight.highlight(known, code), 'plain', tokens)
    return tokens
  } catch {
    // Code that is nested too deeply for the highlighter is code all the same.
    return [{ text: code, kind: 'plain' }]
  }
}

interface Node {
  readonly type: string
  readonly value?: string
  readonly properties?: { readonly className?: unknown }
  readonly children?: readonly Node[]
}

function collect(node: Node, kind: Token['kind'], into: Token[]): void {
  if (node.type === 'text') {
    into.push({ text: node.value ?? '', kind })
    return
  }
  const names = Array.isArray(node.properties?.className) ? node.properties.className.join(' ') : ''
  const own = names === '' ? kind : (kinds.find(([test]) => test.test(names))?.[1] ?? kind)
  for (const child of node.children ?? []) collect(child, own, into)
}
