import { expect, it } from 'vitest'
import type { Core } from '#app/core.ts'
import { createAssembler, maxFrameBytes } from '#contract/wire.ts'
import { openFrameDoor } from './frame-door.ts'

it('a long answer comes in frames of the allowed length, and is whole on the other side (048-7)', async () => {
  // Quotes, line ends, other scripts and halves of an emoji at the cuts: each takes more room in JSON than in a text.
  const long = Array.from(
    { length: 120_000 },
    (_, index) => ['"', '\n', 'ä', '東', '🛒', '\\', '\u0001'][index % 7],
  ).join('')
  const core = { callUntrusted: () => Promise.resolve({ result: long }), subscribe: () => () => {} } as unknown as Core
  const frames: string[] = []
  const door = openFrameDoor(core, (frame) => void frames.push(frame))
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
