import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { startSimulator } from './simulator.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-seed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('refuses a seed folder that is no collection it knows, and says what to do', async () => {
  const seed = join(folder, 'seed')
  for (const name of ['deviceCategories', 'mobileApp']) mkdirSync(join(seed, name), { recursive: true })
  writeFileSync(join(seed, 'README.md'), 'Files beside the folders are no matter.')
  writeFileSync(join(seed, 'deviceCategories', 'all.json'), '[{ "id": "1", "displayName": "Kiosk" }]')
  await expect(startSimulator({ resources: 'resources', seed })).rejects.toThrow(
    `does not know the collection of the seed folder ${join(seed, 'mobileApp')}. Give the folder the name`,
  )
  rmSync(join(seed, 'mobileApp'), { recursive: true })
  const simulator = await startSimulator({ resources: 'resources', seed })
  expect([...simulator.tenant.collections.get('/deviceManagement/deviceCategories')!.keys()]).toEqual(['1'])
  await simulator.close()
})
