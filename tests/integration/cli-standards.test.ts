import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cli, startCliSimulator, tenantAdd, type CliSimulator } from '#tests/support/cli.ts'
import { writeSeed } from '#tests/support/lab.ts'
import { script } from '#tests/support/restoring.ts'

const home = mkdtempSync(join(tmpdir(), 'tenantatlas-standards-'))
const simulators: CliSimulator[] = []
afterAll(async () => {
  await Promise.all(simulators.map((simulator) => simulator.stop()))
  rmSync(home, { recursive: true, force: true })
})

interface Step {
  readonly state: string
  readonly rehearsalProblems: number | null
}
const stepsIn = (json: Record<string, unknown>): Step[] => (json['rollout'] as { steps: Step[] }).steps

it('brings tenants to a standard from the command line (068-8)', async () => {
  const environment: Record<string, string> = {}
  const data = join(home, 'data')
  const atlas = (...words: string[]) => cli(data, words, environment)
  const connect = async (name: string, scripts: readonly object[]) => {
    const simulator = await startCliSimulator([
      '--seed',
      writeSeed(join(home, name), { deviceManagementScripts: scripts }),
    ])
    simulators.push(simulator)
    environment[`TOKEN_${name}`] = simulator.token
    expect(await atlas(...tenantAdd(name, simulator, `TOKEN_${name}`))).toMatchObject({ code: 0 })
    expect(await atlas('capture', '--tenant', name)).toMatchObject({ code: 0 })
  }
  await connect('Golden', [script(1, { displayName: 'For {{tenant.name}}' }), script(2), script(3)])
  await connect('One', [])
  await connect('Two', [script(7, { displayName: 'Script 2', description: 'own' })])

  const save = ['standard', 'save', 'Gold', '--tenant', 'Golden', '--tenants', 'One,Two']
  expect(await atlas(...save, '--wave', 'nothing')).toMatchObject({ code: 2 })
  expect(await atlas(...save, '--wave', 'Pilot=Ring 0,Ring 1')).toMatchObject({ code: 0 })
  const { standards } = (await atlas('standard', 'list')).json
  expect(standards).toMatchObject([{ name: 'Gold', waves: [{ name: 'Pilot', groups: ['Ring 0', 'Ring 1'] }] }])

  const csv = join(home, 'matrix.csv')
  expect(await atlas('standard', 'compare', 'gold', '--exit-code', '--csv', csv)).toMatchObject({ code: 3 })
  const rows = readFileSync(csv, 'utf8').split('\r\n')
  expect(rows[0]).toBe('\uFEFFTYPE,NAME,ONE,TWO')
  expect(rows).toContain('deviceManagementScripts,Script 2,missing,different')

  writeFileSync(join(home, 'value.txt'), 'a value\n')
  expect(await atlas('tenant', 'set-value', 'One', 'tenant.proxy', '--file', join(home, 'value.txt'))).toMatchObject({
    code: 0,
  })
  expect(await atlas('tenant', 'set-value', 'One', 'proxy', 'x')).toMatchObject({ code: 2 })
  const { values } = (await atlas('tenant', 'values', 'One')).json
  expect(values).toMatchObject([
    { name: 'tenant.id' },
    { name: 'tenant.name' },
    { name: 'tenant.proxy', value: 'a value' },
  ])

  const why = ['--reason', 'The works council', '--owner', 'Anna']
  expect(await atlas('standard', 'accept', 'Gold', 'Script 2', '--tenant', 'Two', ...why)).toMatchObject({ code: 0 })

  const planned = await atlas('rollout', 'plan', 'Gold')
  expect(planned).toMatchObject({ code: 0 })
  expect(stepsIn(planned.json)).toMatchObject([
    { state: 'ready', rehearsalProblems: 0, summary: { create: 3 } },
    { state: 'ready', rehearsalProblems: 0, summary: { create: 2 } },
  ])
  const { id } = planned.json['rollout'] as unknown as { id: string }
  expect(await atlas('rollout', 'confirm', id, '--tenant', 'One', '--confirm', 'One')).toMatchObject({ code: 4 })
  for (const name of ['One', 'Two']) await atlas('tenant', 'unlock', name, '--minutes', '30')
  // The second one waits for the first.
  const second = await atlas('rollout', 'confirm', id, '--tenant', 'Two', '--confirm', 'Two')
  expect(stepsIn(second.json).map(({ state }) => state)).toEqual(['ready', 'confirmed'])
  expect(await atlas('rollout', 'stop', id)).toMatchObject({ code: 0 })
  expect(await atlas('rollout', 'confirm', id, '--tenant', 'One', '--confirm', 'One')).toMatchObject({ code: 0 })
  const done = await atlas('rollout', 'continue', id)
  expect(done).toMatchObject({ code: 0 })
  expect(stepsIn(done.json).map(({ state }) => state)).toEqual(['done', 'done'])

  for (const name of ['One', 'Two']) expect(await atlas('capture', '--tenant', name)).toMatchObject({ code: 0 })
  expect(await atlas('standard', 'compare', 'Gold', '--exit-code')).toMatchObject({ code: 0 })
  expect(await atlas('standard', 'withdraw', 'Gold', 'Script 2', '--tenant', 'Two')).toMatchObject({ code: 0 })
  const again = await atlas('rollout', 'plan', 'Gold', '--tenants', 'Two', '--policies', 'Script 2')
  expect(stepsIn(again.json)).toMatchObject([{ state: 'ready', summary: { update: 1 } }])
  const { id: newest } = again.json['rollout'] as unknown as { id: string }
  expect(stepsIn((await atlas('rollout', 'leave-out', newest, '--tenant', 'Two')).json)).toMatchObject([
    { state: 'leftOut' },
  ])
  expect((await atlas('rollout', 'list', 'Gold')).json['rollouts']).toMatchObject([{ id: newest }, { id }])
  expect(await atlas('standard', 'remove', 'Gold')).toMatchObject({ code: 0 })
})
