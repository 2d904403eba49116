import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cli } from '#tests/support/cli.ts'

const home = mkdtempSync(join(tmpdir(), 'tenantatlas-reading-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

it('the command line prints conflicts between policies and the audit log (043-6)', async () => {
  expect(await cli(home, ['tenant', 'demo'])).toMatchObject({ code: 0 })
  const [{ name }] = (await cli(home, ['tenant', 'list'])).json['tenants'] as unknown as [{ name: string }]
  expect(await cli(home, ['conflicts', name, '--exit-code'])).toMatchObject({ code: 0, json: { conflicts: [] } })
  expect(await cli(home, ['capture', '--tenant', name])).toMatchObject({ code: 0 })
  const { code, json } = await cli(home, ['conflicts', name, '--exit-code'])
  const conflicts = json['conflicts'] as unknown as { uses: { value: string }[] }[]
  expect(code).toBe(3)
  expect(conflicts.length).toBeGreaterThan(0)
  for (const { uses } of conflicts) expect(new Set(uses.map(({ value }) => value)).size).toBeGreaterThan(1)
  expect(await cli(home, ['audit', name, '--limit', '1'])).toMatchObject({
    code: 0,
    json: { entries: [{ action: 'tenant.connected' }] },
  })
  expect(await cli(home, ['audit', 'Nobody'])).toMatchObject({ code: 2 })
})
