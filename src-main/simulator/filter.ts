import { ODataError } from './errors.ts'
import { isObject, scalar, type Json } from './json.ts'

type Predicate = (item: Json) => boolean
type Value = (item: Json) => unknown

const tokens = /\s*(?:([()/,])|'((?:[^']|'')*)'|([A-Za-z_][\w.]*)|(-?\d[\w:.+-]*))/y

/**
 * Compiles the part of OData `$filter` that Intune honours: comparisons, `and`/`or`/`not`, `in`, `has`,
 * `isof`, `startswith`, `endswith`, `contains`, `tolower`.
 *
 * @param isof tells whether an item is of the named type
 * @throws ODataError 400 for anything else
 */
export function compileFilter(source: string, isof: (item: Json, type: string) => boolean): Predicate {
  const parts = tokenize(source)
  let at = 0
  const peek = () => parts[at]
  const next = () => parts[at++]
  const expect = (symbol: string) => {
    if (next()?.text !== symbol) throw invalid(source)
  }

  function or(): Predicate {
    let left = and()
    while (peek()?.word === 'or') {
      next()
      const [first, second] = [left, and()]
      left = (item) => first(item) || second(item)
    }
    return left
  }

  function and(): Predicate {
    let left = unary()
    while (peek()?.word === 'and') {
      next()
      const [first, second] = [left, unary()]
      left = (item) => first(item) && second(item)
    }
    return left
  }

  function unary(): Predicate {
    if (peek()?.word === 'not') {
      next()
      const inner = unary()
      return (item) => !inner(item)
    }
    if (peek()?.text === '(') {
      next()
      const inner = or()
      expect(')')
      return inner
    }
    return comparison()
  }

  function comparison(): Predicate {
    const name = peek()?.word
    if (name === 'isof') {
      next()
      expect('(')
      const type = String(next()?.text ?? '').replace(/^microsoft\.graph\./, '')
      expect(')')
      return (item) => isof(item, type)
    }
    if (name && textFunctions[name] && parts[at + 1]?.text === '(') {
      const test = textFunctions[name]
      next()
      expect('(')
      const [subject, , argument] = [operand(), expect(','), operand()]
      expect(')')
      return (item) => test(scalar(subject(item)).toLowerCase(), String(argument(item)).toLowerCase())
    }
    const left = operand()
    const operator = next()?.word
    if (operator === 'in') {
      expect('(')
      const values: Value[] = [operand()]
      while (peek()?.text === ',') {
        next()
        values.push(operand())
      }
      expect(')')
      return (item) => values.some((value) => equal(left(item), value(item)))
    }
    const compare = operator ? comparisons[operator] : undefined
    if (!compare) throw invalid(source)
    const right = operand()
    return (item) => compare(left(item), right(item))
  }

  function operand(): Value {
    const token = next()
    if (!token) throw invalid(source)
    if (token.literal !== undefined) return () => token.literal
    if (token.word === 'tolower') {
      expect('(')
      const inner = operand()
      expect(')')
      return (item) => scalar(inner(item)).toLowerCase()
    }
    if (!token.word) throw invalid(source)
    const path = [token.text]
    while (peek()?.text === '/') {
      next()
      path.push(next()?.text ?? '')
    }
    return (item) =>
      path
        .filter((step) => !step.startsWith('microsoft.graph.'))
        .reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), item)
  }

  const predicate = or()
  if (at !== parts.length) throw invalid(source)
  return predicate
}

const equal = (left: unknown, right: unknown) =>
  typeof left === 'string' && typeof right === 'string'
    ? left.toLowerCase() === right.toLowerCase()
    : (left ?? null) === (right ?? null)

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  eq: equal,
  ne: (left, right) => !equal(left, right),
  gt: (left, right) => String(left) > String(right),
  ge: (left, right) => String(left) >= String(right),
  lt: (left, right) => String(left) < String(right),
  le: (left, right) => String(left) <= String(right),
  has: (left, right) => scalar(left).split(',').includes(String(right)),
}

const textFunctions: Readonly<Record<string, (subject: string, argument: string) => boolean>> = {
  startswith: (subject, argument) => subject.startsWith(argument),
  startsWith: (subject, argument) => subject.startsWith(argument),
  endswith: (subject, argument) => subject.endsWith(argument),
  endsWith: (subject, argument) => subject.endsWith(argument),
  contains: (subject, argument) => subject.includes(argument),
}

interface Token {
  readonly text: string
  readonly word?: string
  readonly literal?: unknown
}

function tokenize(source: string): Token[] {
  const found: Token[] = []
  const constants: Record<string, unknown> = { true: true, false: false, null: null }
  tokens.lastIndex = 0
  while (source.slice(tokens.lastIndex).trim() !== '') {
    const match = tokens.exec(source)
    if (!match) throw invalid(source)
    const [, symbol, quoted, word, number] = match
    if (symbol) found.push({ text: symbol })
    else if (quoted !== undefined) found.push({ text: quoted, literal: quoted.replaceAll("''", "'") })
    else if (word && word in constants) found.push({ text: word, literal: constants[word] })
    else if (word) found.push({ text: word, word })
    else if (number) found.push({ text: number, literal: /^-?\d+(\.\d+)?$/.test(number) ? Number(number) : number })
  }
  return found
}

const invalid = (source: string) => new ODataError(400, 'BadRequest', `Invalid filter clause: '${source}'.`)
