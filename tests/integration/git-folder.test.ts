import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'

let lab: Lab
let folder: string
// The configuration of whoever runs the tests has no part in them.
vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
afterAll(() => vi.unstubAllEnvs())
beforeEach(() => {
  lab = openLab()
  folder = join(lab.folder, 'repository', 'contoso')
  mkdirSync(folder, { recursive: true })
})
afterEach(() => lab.close())

const scripts = '/deviceManagement/deviceManagementScripts'
const script = (name: string, id: number) => ({
  id: guid(id),
  displayName: name,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  enforceSignatureCheck: false,
  scriptContent: Buffer.from('Write-Host 1\r\n').toString('base64'),
  roleScopeTagIds: ['0'],
  assignments: [],
})
const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim()
function startRepository(): void {
  git('init', '--quiet')
  git('config', 'user.name', 'Consultant')
  git('config', 'user.email', 'consultant@example.com')
}
/** Who made the newest commit, and its message without the moment. */
const lastCommit = () => {
  const lines = git('log', '-1', '--format=%an|%ae|%cn|%B').split('\n')
  expect(lines.pop()).toMatch(/^Exported-From: [-\da-f]{36} 2\d{3}-[-\d]+T[:.\d]+Z 2\d{3}-[-\d]+T[:.\d]+Z$/)
  expect(lines.pop()).toBe('')
  return lines
}
const backUp = async (tenantId: TenantId) => {
  const { runId } = await lab.core.call('backups.create', { tenantId, name: 'Nightly' })
  return lab.ended(tenantId, runId)
}

/** Changes or deletes a script in the tenant, as somebody. */
const changing =
  ({ tenant, url, token }: Simulator) =>
  async (actor: string, scriptId: number, body: object | null): Promise<void> => {
    const events = collection(tenant, '/deviceManagement/auditEvents')
    const known = new Set(events.keys())
    const answer = await fetch(`${url}/beta${scripts}/${guid(scriptId)}`, {
      method: body === null ? 'DELETE' : 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    })
    expect(answer.ok).toBe(true)
    for (const [key, event] of events) if (!known.has(key)) event['actor'] = { userPrincipalName: actor }
  }

it('gets a commit for each capture, with who changed what (0815-6)', async () => {
  const { id, simulator } = await lab.tenant('Contoso', {
    deviceManagementScripts: [script('One', 1), script('Two', 2), script('Three', 3)],
  })
  startRepository()
  await lab.core.call('tenants.change', { tenantId: id, repository: folder })
  const change = changing(simulator)

  const first = resultOf(await backUp(id), 'backup')
  expect(first.repository).toEqual({ folder, commit: git('rev-parse', 'HEAD'), problem: null })
  expect(lastCommit()[0]).toMatch(/^Consultant\|consultant@example\.com\|Consultant\|Contoso: \d+ policies$/)

  // One person changed all of it: the author. The committer is whoever uses git here.
  await change('adele@contoso.com', 1, { displayName: 'One', description: 'Changed by Adele' })
  await backUp(id)
  expect(lastCommit()).toEqual([
    'adele@contoso.com|adele@contoso.com|Consultant|Contoso: 1 changed',
    '',
    'Changed: One (Platform scripts), by adele@contoso.com',
  ])

  // Two people, a removed policy, and one with another name.
  await change('adele@contoso.com', 2, { displayName: 'Two and a half' })
  await change('Åsa<x>@contoso.com', 3, null)
  await backUp(id)
  expect(lastCommit()).toEqual([
    'Consultant|consultant@example.com|Consultant|Contoso: 1 renamed, 1 removed',
    '',
    'Renamed: Two and a half (Platform scripts), by adele@contoso.com',
    'Removed: Three (Platform scripts), by Åsa<x>@contoso.com',
  ])
  expect(git('status', '--porcelain')).toBe('')

  // Nothing changed: no commit.
  const head = git('rev-parse', 'HEAD')
  expect(resultOf(await backUp(id), 'backup').repository).toEqual({ folder, commit: null, problem: null })
  expect(git('rev-parse', 'HEAD')).toBe(head)

  // A capture of some policies, and a check for drift, too.
  await change('alan@contoso.com', 1, { description: 'Changed by Alan' })
  const captured = await lab.capture(id)
  expect(captured).toMatchObject({ status: 'succeeded' })
  expect(lastCommit()[0]).toBe('alan@contoso.com|alan@contoso.com|Consultant|Contoso: 1 changed')
})

it("that can't be committed leaves the backup as it is, and says why (0815-6)", async () => {
  const { id } = await lab.tenant('Contoso', { deviceManagementScripts: [script('One', 1)] })
  const relative = lab.core.call('tenants.change', { tenantId: id, repository: 'somewhere' })
  await expect(relative).rejects.toThrow(/somewhere/)
  await lab.core.call('tenants.change', { tenantId: id, repository: folder })
  const run = await backUp(id)
  expect(run).toMatchObject({
    status: 'succeeded',
    result: { repository: { commit: null, problem: expect.stringContaining("isn't in a git repository") as string } },
  })
  expect(existsSync(join(folder, 'Platform scripts', 'One.json'))).toBe(true)
  const notes = await lab.core.call('notifications.list', {})
  expect(notes[0]).toMatchObject({ tone: 'warning', title: "Backup finished, but its git folder wasn't updated" })

  // A hook that refuses is a reason too. The next capture commits what is open.
  startRepository()
  writeFileSync(join(folder, '.git', 'hooks', 'pre-commit'), '#!/bin/sh\necho "No commits on Sundays" >&2\nexit 1\n', {
    mode: 0o755,
  })
  expect(resultOf(await backUp(id), 'backup').repository?.problem).toContain('No commits on Sundays')
  git('config', 'core.hooksPath', '/dev/null')
  const { repository } = resultOf(await backUp(id), 'backup')
  expect(repository).toEqual({ folder, commit: git('rev-parse', 'HEAD'), problem: null })

  await lab.core.call('tenants.change', { tenantId: id, repository: null })
  expect(resultOf(await backUp(id), 'backup').repository).toBeUndefined()
})

it('names everybody who changed a policy since the last commit, and nobody for what was changed in the folder (0815-6)', async () => {
  const { id, simulator } = await lab.tenant('Contoso', {
    deviceManagementScripts: [script('One', 1), script('Two', 2)],
  })
  startRepository()
  await lab.core.call('tenants.change', { tenantId: id, repository: folder })
  const change = changing(simulator)
  await change('adele@contoso.com', 1, { description: 'Before the first commit' })
  await backUp(id)

  // Somebody edited a file here. Nobody changed the tenant.
  writeFileSync(join(folder, 'Platform scripts', 'One.json'), '{}')
  git('commit', '--all', '--quiet', '--message', 'By hand')
  await backUp(id)
  expect(lastCommit()).toEqual([
    'Consultant|consultant@example.com|Consultant|Contoso: 1 changed',
    '',
    'Changed: One (Platform scripts)',
  ])

  // Two people changed one policy; a commit that git refused is part of the next one.
  await change('alan@contoso.com', 1, { description: 'Alan' })
  git('checkout', '--quiet', '--detach')
  expect(resultOf(await backUp(id), 'backup').repository?.problem).toMatch(/^No branch is checked out/)
  git('checkout', '--quiet', '-')
  await change('bea@contoso.com', 1, { description: 'Bea' })
  await backUp(id)
  expect(lastCommit()).toEqual([
    'Consultant|consultant@example.com|Consultant|Contoso: 1 changed',
    '',
    'Changed: One (Platform scripts), by alan@contoso.com, bea@contoso.com',
  ])
})

it('takes hundreds of long names and the changes of two tenants at once (0815-6)', async () => {
  startRepository()
  const many = (from: number) =>
    Array.from({ length: 210 }, (_, index) => script(`${String(from + index)} ${'long '.repeat(180)}`, from + index))
  const tenants = await Promise.all(
    ['Contoso', 'Fabrikam'].map(async (name, at) => {
      const { id, simulator } = await lab.tenant(name, { deviceManagementScripts: many(at * 500 + 1) })
      const repository = join(folder, name)
      mkdirSync(repository)
      await lab.core.call('tenants.change', { tenantId: id, repository })
      return { id, simulator }
    }),
  )
  const backUpAll = async () =>
    (await Promise.all(tenants.map(async ({ id }) => backUp(id)))).map((run) => resultOf(run, 'backup').repository)
  for (const repository of await backUpAll()) expect(repository).toMatchObject({ problem: null })
  for (const { simulator } of tenants)
    for (const entry of collection(simulator.tenant, scripts).values()) entry['description'] = 'Changed'
  for (const repository of await backUpAll()) expect(repository).toMatchObject({ problem: null })
  expect(git('log', '-1', '--format=%B').split('\n').length).toBeGreaterThan(200)
  expect(
    Math.max(
      ...git('log', '-1', '--format=%B')
        .split('\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThan(200)
})
