import type { Operator, Rule, RuleValue } from './rule.ts'
import { words } from './words.ts'

export type ParsedRule =
  | { readonly ok: true; readonly rule: Rule }
  /** @param at the character where the rule stops making sense */
  | { readonly ok: false; readonly at: number; readonly problem: string }

const operators: ReadonlyMap<string, Operator> = new Map(
  (['eq', 'ne', 'in', 'notIn', 'startsWith', 'contains', 'notContains', 'gt', 'ge', 'lt', 'le'] as const).map(
    (operator) => [operator.toLowerCase(), operator],
  ),
)
const lists: ReadonlySet<Operator> = new Set(['in', 'notIn'])

/** More than any filter has (Graph docs: a rule has 3,072 characters at most). */
const deepest = 200

interface Token {
  readonly at: number
  readonly kind: 'word' | 'text' | '(' | ')' | '[' | ']' | ','
  /** A word in small letters, a text without its quotation marks. */
  readonly value: string
}

/**
 * Reads the rule of an assignment filter by its documented grammar: comparisons of `device.` and `app.` properties, in
 * parentheses or not, joined with `and` and `or`, in any case, with or without a hyphen before operators.
 */
export function parseRule(text: string): ParsedRule {
  try {
    const reader = createReader(text, tokensOf(text))
    const rule = orRule(reader, 0)
    reader.end()
    return { ok: true, rule }
  } catch (error) {
    if (error instanceof RuleProblem) return { ok: false, at: error.at, problem: error.message }
    throw error
  }
}

class RuleProblem extends Error {
  readonly at: number
  constructor(at: number, problem: string) {
    super(problem)
    this.at = at
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s+|"((?:[^"\\]|\\.)*)"|([()[\],])|([^\s()[\],"]+)/gy
  let at = 0
  while (at < text.length) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) throw new RuleProblem(at, words.openText)
    const [whole, quoted, sign, word] = found
    if (quoted !== undefined) tokens.push({ at, kind: 'text', value: quoted.replaceAll(/\\(.)/g, '$1') })
    else if (sign !== undefined) tokens.push({ at, kind: sign as Token['kind'], value: sign })
    else if (word !== undefined) tokens.push({ at, kind: 'word', value: word })
    at += whole.length
  }
  return tokens
}

interface Reader {
  /** Takes the next token if it is one of these. */
  take(is: (token: Token) => boolean): Token | null
  /** @throws RuleProblem */
  expect(is: (token: Token) => boolean, problem: string): Token
  end(): void
}

function createReader(text: string, tokens: readonly Token[]): Reader {
  let next = 0
  const at = () => tokens[next]?.at ?? text.length
  return {
    take(is) {
      const token = tokens[next]
      if (token === undefined || !is(token)) return null
      next += 1
      return token
    },
    expect(is, problem) {
      const token = this.take(is)
      if (token === null) throw new RuleProblem(at(), problem)
      return token
    },
    end() {
      if (next < tokens.length) throw new RuleProblem(at(), words.joined)
    },
  }
}

const isSign = (kind: Token['kind']) => (token: Token) => token.kind === kind
const isWord = (word: string) => (token: Token) =>
  token.kind === 'word' && token.value.toLowerCase().replace(/^-/, '') === word

function orRule(reader: Reader, depth: number): Rule {
  if (depth > deepest) throw new RuleProblem(0, words.tooDeep)
  return joined('or', reader, () => joined('and', reader, () => oneRule(reader, depth)))
}

function joined(kind: 'and' | 'or', reader: Reader, read: () => Rule): Rule {
  const parts = [read()]
  while (reader.take(isWord(kind))) parts.push(read())
  return parts.length === 1 ? parts[0]! : { kind, parts }
}

function oneRule(reader: Reader, depth: number): Rule {
  if (reader.take(isSign('('))) {
    const rule = orRule(reader, depth + 1)
    reader.expect(isSign(')'), words.closing)
    return rule
  }
  const name = reader.expect(({ kind, value }) => kind === 'word' && /^(device|app)\.\w+$/i.test(value), words.property)
  const [entity, property] = name.value.split('.')
  const word = reader.expect(({ kind }) => kind === 'word', words.operator)
  const operator = operators.get(word.value.toLowerCase().replace(/^-/, ''))
  if (operator === undefined) throw new RuleProblem(word.at, words.unknownOperator(word.value))
  return {
    kind: 'compare',
    entity: entity!.toLowerCase() === 'app' ? 'app' : 'device',
    property: property!,
    operator,
    values: lists.has(operator) ? listOf(reader) : [valueOf(reader)],
  }
}

function listOf(reader: Reader): RuleValue[] {
  reader.expect(isSign('['), words.list)
  const values = [valueOf(reader)]
  while (reader.take(isSign(','))) values.push(valueOf(reader))
  reader.expect(isSign(']'), words.closingList)
  return values
}

function valueOf(reader: Reader): RuleValue {
  const token = reader.expect(({ kind }) => kind === 'text' || kind === 'word', words.value)
  return token.kind === 'word' && /^\$?null$/i.test(token.value) ? null : token.value
}
