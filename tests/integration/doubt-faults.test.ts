import { afterEach, describe, expect, it } from 'vitest'
import { resultOf } from '#contract/model/runs.ts'
import { collection } from '#simulator/tenant.ts'
import { capture, closeLabs, expectRightOrNamed, faults, isDeep, newLab, seed } from '#tests/support/doubting.ts'

afterEach(closeLabs)

const appsPath = '/deviceAppManagement/mobileApps'

/** `npm run deep` tries each fault alone, and `npm test` a few that need no waiting. */
const few = ['an object listed twice', 'assignments empty everywhere']
const chosen = isDeep ? faults : faults.filter(([name]) => few.includes(name))

describe('a capture of a faulty service', () => {
  it.each(chosen)(
    'has every object right or named: %s (0807-10, 0807-9)',
    async (_name, given, named) => {
      const capturing = await capture(given)
      const result = await expectRightOrNamed(capturing)
      expect(result.wrong).toEqual([])
      expect(capturing.run.status).toBe(named === undefined ? 'succeeded' : 'partial')
    },
    300_000,
  )

  it.runIf(isDeep)(
    'has every object right or named with all of them together (0807-10)',
    async () => {
      const all = faults.flatMap(([, given]) => given.map((fault) => ({ probability: 0.3, ...fault })))
      const result = await expectRightOrNamed(await capture(all))
      expect(result.wrong).toEqual([])
    },
    300_000,
  )

  it('is whole where the service is as bad as it can be (0807-15)', async () => {
    const capturing = await capture([], { doubt: true })
    const result = await expectRightOrNamed(capturing)
    expect(result.wrong).toEqual([])
    expect(capturing.run.status).toBe('succeeded')
  }, 300_000)

  it.runIf(isDeep)(
    'loses one object where one never answers, in the list, alone and in a batch (0807-9)',
    async () => {
      const lab = newLab()
      const { simulator } = await lab.tenant('First', seed)
      const [app] = [...collection(simulator.tenant, appsPath).values()]
      const capturing = await capture([{ path: String(app!['id']), hang: true }], { readTimeoutMs: 2_000 })
      const failed = (await capturing.lab.items(capturing.id, capturing.run.id)).filter(
        (item) => item.state === 'failed',
      )
      expect(failed.map((item) => item.name)).toEqual([app!['displayName']])
      expect(failed[0]!.error?.message).toContain("Microsoft Graph didn't answer this request")
      expect(await expectRightOrNamed(capturing)).toMatchObject({ wrong: [] })
      expect(capturing.run.counts.failed).toBe(1)
    },
    300_000,
  )

  it('lists in another way where a list with its parts never answers (0807-2)', async () => {
    const capturing = await capture([{ path: 'deviceConfigurations\\?\\$expand', hang: true }], {
      readTimeoutMs: 2_000,
    })
    expect(await expectRightOrNamed(capturing)).toMatchObject({ wrong: [], named: 0 })
    expect(capturing.run.status).toBe('succeeded')
    expect(resultOf(capturing.run, 'capture').notices).toContainEqual(
      expect.stringContaining("can't be read with the list, because Graph doesn't answer"),
    )
  }, 300_000)
})
