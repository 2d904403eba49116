import { expect, it } from 'vitest'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import type { GraphReader } from '../ports/graph.ts'
import { readStreams } from './read-streams.ts'

it('takes no empty answer for an image: the object fails, and nothing empty is written later (0809-6)', async () => {
  const reader: Pick<GraphReader, 'batch'> = { batch: () => Promise.resolve([{ ok: true, value: {} }]) }
  const [read] = await readStreams(reader as GraphReader, [{ type: policyTypeOf('organizationalBranding') }] as never, [
    { ok: true, value: { id: 'x', bannerLogoRelativeUrl: 'a/b' } },
  ])
  expect(read).toMatchObject({ ok: false, problem: { code: 'noFile' } })
})
