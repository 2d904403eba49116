import { expect, it } from 'vitest'
import type { Core } from '#app/core.ts'
import { createAssembler, maxFrameBytes } from '#contract/wire.ts'
import { createDoorLog } from './door-log.ts'
import { openFrameDoor } from './frame-door.ts'

it('a long answer comes in frames of the allowed length, and is whole on the other side (048-7)', async () => {
  // Quotes, line ends, other scripts and halves of an emoji at the cuts: each takes more room in JSON than in a text.
  const long = Array.from(
    { length: 120_000 },
    (_, index) => ['"', '\n', 'ä', '東', '🛒', '\\', '\u0001'][index % 7],
  ).join('')
  const core = { callUntrusted: () => Promise.resolve({ result: long }), subscribe: () => () => {} } as unknown as Core
  const frames: string[] = []
  const door = openFrameDoor(
    core,
    (frame) => void frames.push(frame),
    () => {},
  )
  await Promise.all([
    door.receive('{"id":7,"method":"a","input":{}}'),
    door.receive('{"id":8,"method":"a","input":{}}'),
  ])
  expect(frames.length).toBeGreaterThan(4)
  for (const frame of frames) expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(maxFrameBytes)
  const assemble = createAssembler()
  expect(frames.map(assemble).filter((frame) => frame !== null)).toEqual([
    { id: 7, result: long },
    { id: 8, result: long },
  ])
})

/** A door on a core that answers with what it is given, and what came out of it. */
function openDoor(send?: (frame: string) => void) {
  const sent: unknown[] = []
  const logged: string[] = []
  let tell: (name: string, data: unknown) => void = () => {}
  const core = {
    callUntrusted: async (name: string, input: unknown) => {
      if (name === 'reject') throw new Error('never meant to')
      return { result: name === 'circular' ? circular : input }
    },
    subscribe: (listener: typeof tell) => {
      tell = listener
      return () => (tell = () => {})
    },
  } as unknown as Core
  const door = openFrameDoor(
    core,
    send ?? ((frame) => void sent.push(JSON.parse(frame))),
    (message) => void logged.push(message),
  )
  return { door, sent, logged, tell: (data: unknown) => tell('tenant.changed', data) }
}

const circular: { self?: unknown } = {}
circular.self = circular

it('answers a bad frame with an error, or ignores it with a log line (902-2)', async () => {
  const { door, sent, logged } = openDoor()
  const nameless: unknown[] = [
    undefined,
    null,
    7,
    Buffer.from('{"id":1}'),
    { id: 1 },
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{"method":"a","input":{}}',
    '{"id":-1,"method":"a"}',
    '{"id":1e400,"method":"a"}',
    '{"id":"__proto__","method":"a"}',
    ' '.repeat(maxFrameBytes + 1),
    '['.repeat(100_000),
  ]
  for (const frame of nameless) await door.receive(frame)
  expect(sent).toEqual([])
  expect(logged).toHaveLength(nameless.length)
  const named = [
    '{"id":1}',
    '{"id":1,"method":7}',
    '{"id":1,"method":"a","input":{},"more":1}',
    `{"id":1,"method":"${'a'.repeat(65)}","input":{}}`,
    `{"id":1,"method":"a","input":"${'a'.repeat(maxFrameBytes)}"}`,
    '{"id":1,"method":"reject","input":{}}',
    '{"id":1,"method":"circular","input":{}}',
  ]
  for (const frame of named) {
    await door.receive(frame)
    expect(sent.splice(0)).toMatchObject([
      { id: 1, error: { code: /^\{"id":1,"method":"(reject|circular)/.test(frame) ? 'unexpected' : 'badInput' } },
    ])
  }
  await door.receive('{"id":2,"method":"__proto__","input":{"__proto__":{"polluted":1},"constructor":{}}}')
  expect(sent).toHaveLength(1)
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

it('survives a renderer that has gone (902-2)', async () => {
  const { door, logged, tell } = openDoor(() => {
    throw new Error('closed')
  })
  tell({ tenantId: 'x' })
  tell(circular)
  await door.receive('{"id":1,"method":"a","input":{}}')
  expect(logged).toEqual(['a frame could not be sent', 'a frame could not be written', 'a frame could not be sent'])
  const other = openDoor()
  const pending = other.door.receive('{"id":1,"method":"a","input":{}}')
  other.door.close()
  await pending
  other.tell({ tenantId: 'x' })
  expect([other.sent, other.logged]).toEqual([[], []])
})

it('logs at most sixty lines a minute, and never throws (902-2)', () => {
  const lines: string[] = []
  let now = 0
  const log = { info: () => {}, error: () => {}, warn: (_fields: object, message: string) => void lines.push(message) }
  const say = createDoorLog(log, () => now)
  for (let count = 0; count < 1_000; count += 1) say('noise')
  expect(lines).toHaveLength(60)
  expect(lines.at(-1)).toBe('noise; more of this minute is not logged')
  now = 60_000
  say('again')
  expect(lines.at(-1)).toBe('again')
  log.warn = () => {
    throw new Error('the disk is full')
  }
  say('lost')
})
