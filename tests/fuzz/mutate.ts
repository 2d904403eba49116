export type Random = () => number
export const pick = <Value>(random: Random, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)]!

/** An array that is nested so deep that naive recursion would end the process. */
const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)

/** What nobody expects in the place of a value. */
const odd: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => '',
  () => true,
  () => -1,
  () => 1e308,
  () => [],
  () => ({}),
  () => 'x'.repeat(5_000),
  () => '\u0000\uD800\u202E</script>=cmd()',
  () => '../../../etc/passwd',
  () => '2026-13-45T99:99:99Z',
  () => ({ '@odata.type': '#microsoft.graph.nothing' }),
  () => ({ '@odata.type': 7, value: [null, [], {}] }),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown,
  () => [[[[null]]]],
  (random) => (random() < 0.05 ? deep(3_000) : []),
]

/** A copy of a JSON value in which one to three places are something else. */
export function mutated(value: unknown, random: Random): unknown {
  let copy = structuredClone(value)
  for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) copy = once(copy, random)
  return copy
}

function once(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.15) return pick(random, odd)(random)
  const holder = value as Record<string, unknown>
  const keys = Object.keys(holder)
  const key = pick(random, keys.length === 0 ? ['value'] : keys)
  const action = random()
  if (action < 0.2) delete holder[key]
  else if (action < 0.3)
    holder[pick(random, ['id', '@odata.type', 'assignments', 'settings', 'constructor'])] = holder[key]
  else holder[key] = once(holder[key], random)
  return value
}

/** Bytes with a few changes: flipped, cut, doubled or inserted. */
export function mutatedBytes(bytes: Buffer, random: Random): Buffer {
  let changed = Buffer.from(bytes)
  for (let times = 1 + Math.floor(random() * 4); times > 0 && changed.length > 0; times -= 1) {
    const at = Math.floor(random() * changed.length)
    const action = random()
    if (action < 0.5) changed[at] = Math.floor(random() * 256)
    else if (action < 0.7) changed = changed.subarray(0, at)
    else if (action < 0.85) changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at >> 1)])
    else changed = Buffer.concat([changed.subarray(0, at), Buffer.alloc(9, 0xff), changed.subarray(at)])
    changed = Buffer.from(changed)
  }
  return changed
}
