import { describe, expect, it } from 'vitest'
import { evaluateRule, type Truth } from '../filter-rules/evaluate-rule.ts'
import { parseRule } from '../filter-rules/parse-rule.ts'
import { assignmentsOf, type Assignment } from './assignments-of.ts'
import { membershipsFrom } from './membership.ts'
import { whoGets, type Outcome, type Subject } from './who-gets.ts'

const group = (groupId: string, more: Partial<Assignment> = {}): Assignment => ({
  target: { who: 'group', groupId },
  excludes: false,
  intent: '',
  filter: null,
  ...more,
})
const without = (groupId: string): Assignment => group(groupId, { excludes: true })
const user: Subject = { kind: 'user', userId: 'anna' }
const laptop: Subject = { kind: 'device', objectId: 'laptop', userId: 'anna' }

/** Anna is in Finance, Finance in Europe, Europe in All, and All in Finance: a circle. Nobody read who is in Board. */
const memberships = membershipsFrom(
  new Map([
    ['finance', ['anna', 'all']],
    ['europe', ['finance']],
    ['all', ['europe', 'board']],
    ['laptops', ['laptop']],
    ['team', ['anna']],
    ['outside', ['board']],
  ]),
  ['finance', 'europe', 'all', 'laptops', 'team', 'outside', 'board'],
)
const outcomeOf = (assignments: readonly Assignment[], subject: Subject, filter: Truth = 'yes'): Outcome =>
  whoGets(assignments, subject, { memberships, filter: () => filter })[0]!.outcome

describe('who gets what (062-1)', () => {
  it('follows nested groups, also in a circle, and shows the way (062-1)', () => {
    const [answer] = whoGets([group('all')], user, { memberships, filter: () => 'yes' })
    expect(answer).toMatchObject({
      outcome: 'included',
      reasons: [{ side: 'user', path: ['finance', 'europe', 'all'] }],
    })
    expect(outcomeOf([group('laptops')], user)).toBe('notTargeted')
    expect(outcomeOf([], user)).toBe('notTargeted')
  })

  it('lets an exclusion of the same side win (062-1)', () => {
    expect(outcomeOf([group('all'), without('finance')], user)).toBe('excluded')
    expect(outcomeOf([{ ...group(''), target: { who: 'allUsers' } }, without('europe')], laptop)).toBe('excluded')
    // Included as a device and as its user: each side for itself.
    expect(outcomeOf([group('laptops'), group('europe'), without('laptops')], laptop)).toBe('unknown')
  })

  it('doesn’t relate users to devices, which Intune doesn’t document (062-1)', () => {
    expect(outcomeOf([group('europe'), without('laptops')], laptop)).toBe('unknown')
    expect(outcomeOf([{ ...group(''), target: { who: 'allDevices' } }, without('finance')], laptop)).toBe('unknown')
    expect(outcomeOf([{ ...group(''), target: { who: 'allDevices' } }], user)).toBe('notTargeted')
  })

  it('says unknown where something wasn’t read, and only there (062-1)', () => {
    expect(outcomeOf([group('board')], user)).toBe('unknown')
    expect(outcomeOf([group('outside')], user)).toBe('unknown')
    expect(outcomeOf([group('europe'), without('outside')], user)).toBe('unknown')
    // Whoever may be in it as well is in it anyway.
    expect(outcomeOf([group('europe'), group('board')], user)).toBe('included')
    expect(outcomeOf([group('team')], { kind: 'device', objectId: 'laptop', userId: undefined })).toBe('unknown')
    expect(outcomeOf([group('team')], { kind: 'device', objectId: 'laptop', userId: null })).toBe('notTargeted')
    expect(outcomeOf([{ ...group(''), target: { who: 'other' } }], user)).toBe('unknown')
  })

  it('asks the filter of a device, and can’t for a user (062-1)', () => {
    const narrowed = (mode: 'include' | 'exclude') => [group('laptops', { filter: { id: 'f', mode } })]
    expect(outcomeOf(narrowed('include'), laptop, 'yes')).toBe('included')
    expect(outcomeOf(narrowed('include'), laptop, 'no')).toBe('filteredOut')
    expect(outcomeOf(narrowed('exclude'), laptop, 'yes')).toBe('filteredOut')
    expect(outcomeOf(narrowed('exclude'), laptop, 'unknown')).toBe('unknown')
    expect(outcomeOf([group('finance', { filter: { id: 'f', mode: 'include' } })], user, 'yes')).toBe('unknown')
  })

  it('answers for each intent of an app (062-1)', () => {
    const answers = whoGets(
      [
        group('all', { intent: 'required' }),
        group('all', { intent: 'available' }),
        { ...without('finance'), intent: 'available' },
      ],
      user,
      { memberships, filter: () => 'yes' },
    )
    expect(answers.map(({ intent, outcome }) => [intent, outcome])).toEqual([
      ['required', 'included'],
      ['available', 'excluded'],
    ])
  })

  it('reads the assignments of a document (062-1)', () => {
    const zero = '00000000-0000-0000-0000-000000000000'
    const target = (kind: string, more: object = {}) => ({
      target: { '@odata.type': `#microsoft.graph.${kind}`, ...more },
    })
    expect(
      assignmentsOf({
        assignments: [
          target('allLicensedUsersAssignmentTarget'),
          target('groupAssignmentTarget', { groupId: 'ADADADAD-808E-44E2-905A-0B7873A8A531' }),
          target('groupAssignmentTarget', {
            groupId: 'A1',
            deviceAndAppManagementAssignmentFilterId: 'f1',
            deviceAndAppManagementAssignmentFilterType: 'exclude',
          }),
          target('exclusionGroupAssignmentTarget', {
            groupId: 'A2',
            deviceAndAppManagementAssignmentFilterId: zero,
            deviceAndAppManagementAssignmentFilterType: 'none',
          }),
          { ...target('configurationManagerCollectionAssignmentTarget', { collectionId: 'C' }), intent: 'required' },
        ],
      }).map(({ target: { who }, excludes, intent, filter }) => [who, excludes, intent, filter]),
    ).toEqual([
      ['allUsers', false, '', null],
      ['allDevices', false, '', null],
      ['group', false, '', { id: 'f1', mode: 'exclude' }],
      ['group', true, '', null],
      ['other', false, 'required', null],
    ])
  })
})

/** The same numbers on every run. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('2,000 users, 3,000 devices and 400 groups (062-1)', () => {
  const roll = dice(62)
  const names = (word: string, many: number) => Array.from({ length: many }, (_, at) => `${word}${at}`)
  const [users, devices, groups] = [names('u', 2_000), names('d', 3_000), names('g', 400)]
  const members = new Map<string, string[]>()
  for (const [at, name] of groups.entries()) {
    // Every twentieth group wasn't read.
    if (at % 20 === 7) continue
    const own = Array.from({ length: roll(40) }, () => (roll(2) === 0 ? users[roll(2_000)]! : devices[roll(3_000)]!))
    // Eighty groups on each of five levels: each has groups of the next level in it.
    if (at < 320)
      for (let nested = roll(3); nested > 0; nested -= 1) own.push(groups[(Math.floor(at / 80) + 1) * 80 + roll(80)]!)
    members.set(name, own)
  }
  // A circle over all levels.
  members.get(groups[399]!)?.push(groups[0]!)
  const rules = [
    '(device.model -eq "A")',
    '(device.model -in ["A","B"]) and (device.manufacturer -ne "X")',
    '(device.model -startsWith "C") or (device.manufacturer -contains "y")',
  ].map((text) => {
    const parsed = parseRule(text)
    if (!parsed.ok) throw new Error(parsed.problem)
    return parsed.rule
  })
  /** Of every seventh device, one property isn't known. */
  const facts = new Map(
    devices.map((device, at) => [
      device,
      { model: at % 7 === 0 ? undefined : ['A', 'B', 'C'][roll(3)]!, manufacturer: ['X', 'Y', 'Z'][roll(3)]! },
    ]),
  )
  const owners = new Map(
    devices.map((device, at) => [device, [users[roll(2_000)]!, null, undefined][at % 9 < 7 ? 0 : (at % 9) - 6]]),
  )
  const policies = Array.from({ length: 200 }, (): Assignment[] =>
    Array.from({ length: 1 + roll(5) }, (): Assignment => {
      const excludes = roll(4) === 0
      return {
        target:
          roll(6) === 0 && !excludes
            ? { who: roll(2) === 0 ? 'allUsers' : 'allDevices' }
            : { who: 'group', groupId: groups[roll(400)]! },
        excludes,
        intent: '',
        filter: excludes || roll(3) > 0 ? null : { id: String(roll(3)), mode: roll(2) === 0 ? 'include' : 'exclude' },
      }
    }),
  )

  /** Everybody who is certainly in a group, and whether somebody else may be, by growing all groups until none grows. */
  const everybody = new Map(groups.map((name) => [name, new Set(members.get(name) ?? [])]))
  const isOpen = new Set(groups.filter((name) => !members.has(name)))
  for (let grows = true; grows;) {
    grows = false
    for (const [name, own] of everybody)
      // A set that grows is walked to its new end.
      for (const member of own) {
        if (isOpen.has(member) && !isOpen.has(name)) grows = isOpen.add(name).size > 0
        for (const further of everybody.get(member) ?? []) if (!own.has(further)) grows = own.add(further).size > 0
      }
  }

  /** 1 for true, 0 for false, ½ for either: "and" is the smaller, "or" the larger one. */
  const sure = { yes: 1, no: 0, unknown: 0.5 } as const
  const contains = (name: string, id: string | null | undefined): number =>
    id === undefined ? 0.5 : id === null ? 0 : everybody.get(name)!.has(id) ? 1 : isOpen.has(name) ? 0.5 : 0

  /** What the answer has to be, from the definition: somebody gets what includes and doesn't exclude them. */
  function expected(assignments: readonly Assignment[], subject: Exclude<Subject, { kind: 'group' }>): number {
    const sides = {
      user: subject.userId,
      device: subject.kind === 'device' ? subject.objectId : null,
    }
    const gets = assignments
      .filter(({ excludes }) => !excludes)
      .flatMap(({ target, filter }) =>
        (['user', 'device'] as const).map((side) => {
          const is =
            target.who === 'allUsers'
              ? side === 'user'
                ? sides.user === undefined
                  ? 0.5
                  : Number(sides.user !== null)
                : 0
              : target.who === 'allDevices'
                ? Number(side === 'device' && subject.kind === 'device')
                : target.who === 'group'
                  ? contains(target.groupId, sides[side])
                  : 0.5
          const isOut = assignments
            .filter(({ excludes }) => excludes)
            .map(({ target: out }) => {
              const name = out.who === 'group' ? out.groupId : ''
              const other = contains(name, sides[side === 'user' ? 'device' : 'user'])
              // Whether the other side's exclusion counts isn't documented.
              return Math.max(contains(name, sides[side]), other > 0 ? 0.5 : 0)
            })
          const rule = filter === null ? null : rules[Number(filter.id)]!
          const matches =
            rule === null
              ? 1
              : subject.kind === 'user'
                ? 0.5
                : sure[
                    evaluateRule(
                      rule,
                      (_entity, property) => facts.get(subject.objectId!)![property as 'model' | 'manufacturer'],
                    )
                  ]
          return Math.min(is, 1 - Math.max(0, ...isOut), filter?.mode === 'exclude' ? 1 - matches : matches)
        }),
      )
    return Math.max(0, ...gets)
  }

  const memberships = membershipsFrom(members, groups)
  const answer = (assignments: readonly Assignment[], subject: Subject): Outcome =>
    whoGets(assignments, subject, {
      memberships,
      filter: (id) =>
        evaluateRule(rules[Number(id)]!, (_entity, property) =>
          subject.kind === 'device' ? facts.get(subject.objectId!)![property as 'model' | 'manufacturer'] : undefined,
        ),
    })[0]!.outcome

  it('get what a brute-force evaluator says, pair by pair (062-1)', () => {
    const seen = new Map<Outcome, number>()
    for (let pair = 0; pair < 10_000; pair += 1) {
      const device = devices[roll(3_000)]!
      const subject: Subject =
        roll(3) === 0
          ? { kind: 'user', userId: users[roll(2_000)]! }
          : { kind: 'device', objectId: device, userId: owners.get(device) }
      const policy = policies[roll(200)]!
      const found = answer(policy, subject)
      seen.set(found, (seen.get(found) ?? 0) + 1)
      const gets = expected(policy, subject)
      expect(found === 'included' ? 1 : found === 'unknown' ? 0.5 : 0).toBe(gets)
    }
    // Each answer occurs, so that each was checked.
    expect([...seen.keys()].toSorted()).toEqual(['excluded', 'filteredOut', 'included', 'notTargeted', 'unknown'])
  })
})
