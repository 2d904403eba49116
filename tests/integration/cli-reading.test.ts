import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cli, cliCommand } from '#tests/support/cli.ts'

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

it('a list is saved as a CSV file too, and a command without one says that it has none (0815-7)', async () => {
  const [{ name }] = (await cli(home, ['tenant', 'list'])).json['tenants'] as unknown as [{ name: string }]
  const saved = async (...words: string[]): Promise<string[]> => {
    const file = join(home, 'list.csv')
    expect(await cli(home, [...words, '--csv', file])).toMatchObject({ code: 0 })
    return readFileSync(file, 'utf8').split('\r\n')
  }
  const conflicts = await saved('conflicts', name)
  expect(conflicts[0]).toBe('\uFEFFSETTING,VALUE,POLICY,USERS,DEVICES')
  expect(conflicts.length).toBeGreaterThan(3)
  expect((await saved('audit', name))[1]).toMatch(/^\d+,2\d{3}-[^,]+,tenant\.connected,"\{""/)
  expect((await saved('policy', 'list', '--tenant', name)).length).toBeGreaterThan(200)
  const { baselineId } = (await cli(home, ['drift', 'add', '--tenant', name, '--name', 'Now'])).json
  expect(await saved('drift', 'check', String(baselineId), '--tenant', name)).toEqual([
    '\uFEFFKIND,POLICY,SETTING,BEFORE,AFTER',
    '',
  ])
  expect(await cli(home, ['capture', '--tenant', name, '--csv', 'x.csv'])).toMatchObject({ code: 2 })
  expect(await cli(home, ['audit', name, '--csv', home])).toMatchObject({ code: 2 })
})

it('who gets what, once it is turned on (062-11)', async () => {
  const [{ name }] = (await cli(home, ['tenant', 'list'])).json['tenants'] as unknown as [{ name: string }]
  expect(await cli(home, ['recipients', 'read', '--tenant', name])).toMatchObject({ code: 2 })
  expect(await cli(home, ['tenant', 'change', name, '--recipients', 'on'])).toMatchObject({ code: 0 })
  expect(await cli(home, ['recipients', 'read', '--tenant', name])).toMatchObject({
    code: 0,
    json: { users: 60, devices: 98, unread: [] },
  })
  const { json } = await cli(home, ['who-gets', 'con-lt-001', '--tenant', name, '--outcome', 'included'])
  const answers = json['answers'] as unknown as { policyId: string; outcome: string }[]
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['included']))
  const reach = await cli(home, ['reach', answers[0]!.policyId, '--tenant', name])
  const intents = reach.json['byIntent'] as unknown as { devices: { included: number } }[]
  expect(intents[0]!.devices.included).toBeGreaterThan(0)
  expect(await cli(home, ['who-gets', 'Nobody', '--tenant', name])).toMatchObject({ code: 2 })
  expect(await cli(home, ['who-gets', 'con-lt-001', '--tenant', name, '--outcome', 'yes'])).toMatchObject({ code: 2 })
  expect(await cli(home, ['recipients', 'delete', '--tenant', name])).toMatchObject({
    code: 0,
    json: { removed: true },
  })
  expect(await cli(home, ['recipients', 'find', 'con', '--tenant', name])).toMatchObject({ code: 2 })
})

it('changes policies by a rule, and takes the change back (063-8)', async () => {
  const [{ name }] = (await cli(home, ['tenant', 'list'])).json['tenants'] as unknown as [{ name: string }]
  const change = (...words: string[]) => cli(home, ['change', ...words, '--tenant', name])
  expect(await change('archive')).toMatchObject({ code: 2 })
  expect(await change('assign', '--name', 'BitLocker')).toMatchObject({ code: 2 })
  expect(await change('assign', '--name', 'BitLocker', '--group', 'Nobody')).toMatchObject({ code: 2 })
  expect(await change('rename', '--name', 'BitLocker', '--find', '(', '--replace', 'x', '--pattern')).toMatchObject({
    code: 2,
  })
  const planned = await change('assign', '--name', 'BitLocker', '--group', 'SG-Executives')
  expect(planned).toMatchObject({ code: 0, json: { summary: { update: 2 } } })
  expect(await cli(home, ['tenant', 'unlock', name, '--minutes', '5'])).toMatchObject({ code: 0 })
  const ran = await cli(home, ['restore', 'run', String(planned.json['planId']), '--confirm', name])
  expect(ran).toMatchObject({ code: 0 })
  expect(await change('assign', '--name', 'BitLocker', '--group', 'SG-Executives')).toMatchObject({
    json: { summary: { update: 0, unchanged: 2 } },
  })
  expect(await change('unassign', '--name', 'BitLocker', '--group', 'SG-Executives')).toMatchObject({
    json: { summary: { update: 2 } },
  })
})

it('scripts call every reading method, with its schema, and nothing that changes anything (064-5)', async () => {
  const { json } = await cli(home, ['api'])
  const methods = json['methods'] as unknown as string[]
  expect(json['contract']).toBe(1)
  expect(methods).toContain('policies.list')
  expect(methods).not.toContain('restore.start')
  const [{ id }] = (await cli(home, ['tenant', 'list'])).json['tenants'] as unknown as [{ id: string }]
  const listed = await cli(home, ['api', 'policies.list', '--input', JSON.stringify({ tenantId: id, limit: 1 })])
  expect(listed).toMatchObject({ code: 0, json: { contract: 1, method: 'policies.list', answer: { policies: [{}] } } })
  const schema = await cli(home, ['api', 'policies.list', '--schema'])
  expect(schema.json).toMatchObject({ input: { properties: { tenantId: {} } }, answer: { properties: { total: {} } } })
  expect(await cli(home, ['api', 'restore.start', '--input', '{}'])).toMatchObject({ code: 2 })
  expect(await cli(home, ['api', 'policies.list', '--input', '{'])).toMatchObject({ code: 2 })
  expect(await cli(home, ['api', 'policies.list', '--input', '{}'])).toMatchObject({ code: 2 })
})

it('a shell completes commands, options and values (064-6)', async () => {
  const { command, args } = cliCommand([])
  const shims = mkdtempSync(join(tmpdir(), 'tenantatlas-shims-'))
  try {
    writeFileSync(
      join(shims, 'atlas'),
      `#!/bin/sh\nexec '${command}' ${args.map((arg) => `'${arg}'`).join(' ')} "$@"\n`,
      {
        mode: 0o755,
      },
    )
    const script =
      'eval "$(atlas completion bash)"; COMP_WORDS=(atlas tenant ch); COMP_CWORD=2; _atlas; echo "${COMPREPLY[@]}"'
    const path = `${shims}:${process.env['PATH'] ?? ''}`
    expect(execFileSync('bash', ['-c', script], { env: { ...process.env, PATH: path } }).toString()).toBe(
      'change check\n',
    )
  } finally {
    rmSync(shims, { recursive: true, force: true })
  }
})

it('holds a baseline against a tenant, and ends with code 3 if something is not met (066-3, 066-4)', async () => {
  const [{ name }] = (await cli(home, ['tenant', 'list'])).json['tenants'] as unknown as [{ name: string }]
  const file = join(home, 'coverage.csv')
  const { code, json } = await cli(home, ['coverage', name, name, '--exit-code', '--csv', file])
  const settings = json['settings'] as unknown as { values: { state: string }[] }[]
  expect(code).toBe(3)
  // A tenant has all of its own values, but not everybody gets them.
  const states = new Set(settings.flatMap(({ values }) => values.map(({ state }) => state)))
  expect(states).toContain('met')
  expect(states).not.toContain('missing')
  expect(readFileSync(file, 'utf8').split('\r\n')[0]).toBe('\uFEFFSTATE,SETTING,ID,VALUE,IN THE TENANT,BASELINE')
  expect(await cli(home, ['coverage', name, name, '--baseline-from', '2001-01-01', '--exit-code'])).toMatchObject({
    code: 3,
    json: { settings: [] },
  })
})

it('prints advice, and ends with code 3 if there is any (065-4)', async () => {
  const [{ name }] = (await cli(home, ['tenant', 'list'])).json['tenants'] as unknown as [{ name: string }]
  const { code, json } = await cli(home, ['advice', name, '--exit-code'])
  expect(code).toBe(3)
  const advice = json['advice'] as unknown as { id: string; isOpen: boolean; findings: unknown[] }[]
  expect(advice.find(({ id }) => id === 'unassigned')!.findings.length).toBeGreaterThan(0)
  expect(advice.filter(({ isOpen }) => isOpen).map(({ id }) => id)).toEqual([
    'deleted-groups',
    'reaches-nobody',
    'empty-groups',
  ])
  expect(await cli(home, ['advice', name, '--rule', 'old-autopilot-names', '--exit-code'])).toMatchObject({ code: 0 })
  expect(await cli(home, ['advice', name, '--rule', 'nothing'])).toMatchObject({ code: 2 })
})
