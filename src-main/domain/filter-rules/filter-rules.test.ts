import fc from 'fast-check'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evaluateRule, type Truth } from './evaluate-rule.ts'
import { parseRule } from './parse-rule.ts'
import type { Operator, Rule } from './rule.ts'

type Device = Readonly<Record<string, string | null>>

const truthOf = (text: string, device: Device): Truth => {
  const parsed = parseRule(text)
  if (!parsed.ok) throw new Error(`${parsed.problem} at ${parsed.at}`)
  return evaluateRule(parsed.rule, (_entity, property) => device[property])
}

const laptop: Device = {
  manufacturer: 'Microsoft Corporation',
  model: 'Surface Laptop 5',
  operatingsystemversion: '10.0.22631.3235',
  osversion: '10.0.22631.3235',
  enrollmentprofilename: null,
}

describe('the rule of a filter (062-2)', () => {
  it.each<[rule: string, matches: Truth]>([
    ['(device.manufacturer -eq "microsoft corporation")', 'yes'],
    ['device.Manufacturer EQ "Microsoft Corporation"', 'yes'],
    ['(device.model -startsWith "surface")', 'yes'],
    ['(device.model -contains "Laptop") and (device.manufacturer -ne "Dell")', 'yes'],
    ['(device.model -notContains "Laptop")', 'no'],
    ['(device.model -in ["Surface Book 3", "Surface Laptop 5"])', 'yes'],
    ['(device.model -notIn ["Surface Book 3","Surface Laptop 5"])', 'no'],
    ['(device.osVersion -startsWith "10.0.226")', 'yes'],
    ['(device.enrollmentProfileName -eq $null)', 'yes'],
    ['(device.enrollmentProfileName -ne Null)', 'no'],
    ['(device.enrollmentProfileName -eq "Kiosk")', 'no'],
    ['(device.operatingSystemVersion -ge 10.0.22631.3235)', 'yes'],
    ['(device.operatingSystemVersion -gt "10.0.22000.1000")', 'yes'],
    // As numbers, not as texts.
    ['(device.operatingSystemVersion -lt 10.0.22631.10000)', 'yes'],
    ['(device.operatingSystemVersion -gt 10.0.22631)', 'yes'],
  ])('%s', (rule, matches) => {
    expect(truthOf(rule, laptop)).toBe(matches)
  })

  it('joins "and" before "or" (062-2)', () => {
    const rule = '(device.model -eq "A") or (device.model -eq "B") and (device.manufacturer -eq "X")'
    expect(truthOf(rule, { model: 'A', manufacturer: 'Y' })).toBe('yes')
    expect(truthOf(`(${rule.replace(' and ', ') and ')}`, { model: 'A', manufacturer: 'Y' })).toBe('no')
  })

  it.each([
    // Nobody knows the property.
    '(device.deviceCategory -eq "Kiosk")',
    '(device.isCompliant -eq "True")',
    // What a missing value means isn't documented here.
    '(device.enrollmentProfileName -ne "Kiosk")',
    '(device.enrollmentProfileName -notContains "Kiosk")',
    '(device.operatingSystemVersion -eq "10.0.22631.3235.0")',
    '(device.operatingSystemVersion -gt "ten")',
    '(device.model -gt "A")',
  ])('doesn’t guess: %s (062-2)', (rule) => {
    expect(truthOf(rule, laptop)).toBe('unknown')
    expect(truthOf(`${rule} or (device.model -contains "Laptop")`, laptop)).toBe('yes')
    expect(truthOf(`${rule} and (device.model -contains "Desktop")`, laptop)).toBe('no')
  })

  it.each<[rule: string, at: number, problem: RegExp]>([
    ['(device.model -eq "A"', 21, /parenthesis/],
    ['(device.model -like "A")', 14, /operator.*-like/],
    ['(device.model -eq "A") (device.model -eq "B")', 23, /"and" or "or"/],
    ['(device.model -in "A")', 18, /list/],
    ['(device.model -in ["A")', 22, /list/],
    ['(model -eq "A")', 1, /property/],
    ['(device.model -eq "A)', 18, /quotation mark/],
    ['', 0, /property/],
    [`${'('.repeat(500)}device.model -eq "A"`, 0, /parentheses/],
  ])('says where %s stops making sense (062-2)', (rule, at, problem) => {
    expect(parseRule(rule)).toMatchObject({ ok: false, at, problem: expect.stringMatching(problem) as string })
  })

  const fixtures = resolve(import.meta.dirname, '../../../../shared/fixtures')
  it.runIf(existsSync(fixtures))('reads every rule of real filters (062-2)', () => {
    const rules = readdirSync(join(fixtures, 'tenant/assignmentFilters')).flatMap((file) => {
      const { rule } = JSON.parse(readFileSync(join(fixtures, 'tenant/assignmentFilters', file), 'utf8')) as {
        rule?: string
      }
      return rule === undefined ? [] : [rule]
    })
    expect(rules.length).toBeGreaterThan(3)
    // One of them holds the name of a variable: its export went wrong.
    expect(rules.filter((rule) => !parseRule(rule).ok)).toEqual(['$rule'])
  })
})

describe('any rule (062-2)', () => {
  const properties = ['model', 'manufacturer', 'deviceName'] as const
  const values = ['A', 'ab', 'B c', 'abc'] as const
  const operators: readonly Operator[] = ['eq', 'ne', 'in', 'notIn', 'startsWith', 'contains', 'notContains']
  const leaf = fc
    .record({
      property: fc.constantFrom(...properties),
      operator: fc.constantFrom(...operators),
      values: fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
    })
    .map((compare): Rule => ({
      kind: 'compare',
      entity: 'device',
      ...compare,
      values:
        /in$/i.test(compare.operator) && compare.operator !== 'contains' ? compare.values : compare.values.slice(0, 1),
    }))
  const rule = fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('rule'), { minLength: 2, maxLength: 4 }),
      }),
    ),
  })).rule

  /** Writes a rule as a person might: spaces, case and hyphens as they like. */
  const written = (of: Rule, choose: () => boolean): string => {
    const space = () => (choose() ? ' ' : '  ')
    const word = (text: string) => `${choose() ? '-' : ''}${choose() ? text.toUpperCase() : text}`
    if (of.kind !== 'compare')
      return of.parts.map((part) => `(${written(part, choose)})`).join(`${space()}${word(of.kind)}${space()}`)
    const list = of.values.map((value) => `"${String(value)}"`)
    const value = of.operator === 'in' || of.operator === 'notIn' ? `[${list.join(', ')}]` : list[0]!
    return `device.${of.property}${space()}${word(of.operator)}${space()}${value}`
  }

  /** What a rule means, worked out apart: with JavaScript's own logic, for devices of which everything is known. */
  const means = (of: Rule, device: Device): boolean => {
    if (of.kind !== 'compare')
      return of.kind === 'and'
        ? of.parts.every((part) => means(part, device))
        : of.parts.some((part) => means(part, device))
    const fact = device[of.property.toLowerCase()]!.toLowerCase()
    const wanted = of.values.map((value) => value!.toLowerCase())
    return {
      eq: () => fact === wanted[0],
      ne: () => fact !== wanted[0],
      in: () => wanted.includes(fact),
      notIn: () => !wanted.includes(fact),
      startsWith: () => fact.startsWith(wanted[0]!),
      contains: () => fact.includes(wanted[0]!),
      notContains: () => !fact.includes(wanted[0]!),
      gt: () => false,
      ge: () => false,
      lt: () => false,
      le: () => false,
    }[of.operator]()
  }

  const device = fc.record({
    model: fc.constantFrom(...values),
    manufacturer: fc.constantFrom(...values),
    devicename: fc.constantFrom(...values),
  })

  it('is read as it was written, and means the same (062-2)', () => {
    fc.assert(
      fc.property(rule, device, fc.infiniteStream(fc.boolean()), (of, facts, stream) => {
        const text = written(of, () => stream.next().value as boolean)
        expect(truthOf(text, facts)).toBe(means(of, facts) ? 'yes' : 'no')
      }),
      { numRuns: 2_000 },
    )
  })

  it('says the same once more is known, or had said that it does not know (062-2)', () => {
    fc.assert(
      fc.property(rule, device, fc.subarray(['model', 'manufacturer', 'devicename']), (of, facts, hidden) => {
        const known = evaluateRule(of, (_entity, property) =>
          hidden.includes(property) ? undefined : (facts as Device)[property],
        )
        expect(['unknown', means(of, facts) ? 'yes' : 'no']).toContain(known)
      }),
      { numRuns: 2_000 },
    )
  })

  it('never breaks the reader, whatever somebody typed (062-2)', () => {
    const pieces = ['(', ')', '[', ']', ',', '"', '\\', 'device.model', '-eq', 'and', '-or', '$null', ' ', 'x', '🧭']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (some) => {
        const parsed = parseRule(some.join(''))
        expect(parsed.ok ? 0 : parsed.at).toBeLessThanOrEqual(some.join('').length)
      }),
      { numRuns: 2_000 },
    )
  })
})
