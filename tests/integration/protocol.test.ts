import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { RunId, type TenantId } from '#contract/model/ids.ts'
import type { Run } from '#contract/model/runs.ts'
import { collection } from '#simulator/tenant.ts'
import type { SimulatorOptions } from '#simulator/simulator.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
afterEach(() => lab.close())

const id = (index: number) => `52000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const script = (index: number) => ({
  id: id(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
})
const scripts = (count: number) => Array.from({ length: count }, (_, index) => script(index))
const scriptsPath = '/deviceManagement/deviceManagementScripts'

/** Captures a tenant of scripts under faults. */
async function capture(
  faults: readonly object[],
  count: number,
  more: Partial<SimulatorOptions> = {},
): Promise<{ run: Run; id: TenantId; record: string }> {
  lab = openLab()
  const [faultsFile, record] = [join(lab.folder, 'faults.json'), join(lab.folder, 'record.ndjson')]
  writeFileSync(faultsFile, JSON.stringify(faults))
  const tenant = await lab.tenant(
    'Tenant',
    { deviceManagementScripts: scripts(count) },
    { faultsFile, record, ...more },
  )
  return { run: await lab.capture(tenant.id), id: tenant.id, record }
}

const isScriptBatch = (line: string) => line.includes('$batch') && line.includes('deviceManagementScripts')
const captured = async (tenantId: TenantId) =>
  (await lab.core.call('versions.list', { tenantId })).filter((version) => version.type === 'deviceManagementScripts')
    .length

/** Plans a restore of one tenant's scripts into another and starts it. */
async function restoreScripts(
  options: Partial<SimulatorOptions>,
  justification?: string,
  faults: readonly object[] = [],
) {
  lab = openLab()
  const faultsFile = join(lab.folder, 'faults.json')
  writeFileSync(faultsFile, JSON.stringify(faults))
  const source = await lab.tenant('Source', { deviceManagementScripts: scripts(1) })
  const target = await lab.tenant('Target', {}, { faultsFile, ...options })
  await lab.capture(source.id)
  const [version] = (await lab.core.call('versions.list', { tenantId: source.id })).filter(
    (entry) => entry.type === 'deviceManagementScripts',
  )
  const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds: [version!.id] } })
  await lab.unlock(target.id, 'Target')
  const { runId } = await lab.core.call('restore.start', {
    tenantId: target.id,
    planId: plan.id,
    confirm: 'Target',
    ...(justification ? { justification } : {}),
  })
  return { target, runId: RunId.parse(runId), run: await lab.ended(target.id, runId) }
}

describe('reading', () => {
  it('follows the page links as they are to the last page (049-8)', async () => {
    lab = openLab()
    const policies = Array.from({ length: 130 }, (_, index) => ({
      id: id(index),
      name: `Policy ${index}`,
      platforms: 'windows10',
      technologies: 'mdm',
      settings: [],
      templateReference: { templateId: '' },
    }))
    const { id: tenantId } = await lab.tenant('Tenant', { configurationPolicies: policies })
    await lab.core
      .call('runs.capture', { tenantId, types: ['configurationPolicies'] })
      .then(({ runId }) => lab.ended(tenantId, runId))
    const listed = await lab.core.call('policies.list', { tenantId })
    expect(listed.policies.filter((policy) => policy.type === 'configurationPolicies')).toHaveLength(130)
  })

  it('stops when page links form a circle, and marks nothing missing (049-8, 039-2)', async () => {
    // From the second capture on.
    const { id: tenantId } = await capture(
      [
        {
          path: 'deviceManagementScripts\\?|deviceManagementScripts$',
          method: 'GET',
          endlessNextLink: true,
          nth: 2,
          forMs: 600_000,
        },
      ],
      3,
    )
    const run = await lab.capture(tenantId)
    expect(run.status).toBe('partial')
    const failed = (await lab.items(tenantId, run.id)).filter((item) => item.state === 'failed')
    expect(failed.map((item) => item.error?.message)).toEqual(['Graph returned the same page again and again.'])
    const { policies } = await lab.core.call('policies.list', { tenantId })
    expect(policies.filter((policy) => policy.type === 'deviceManagementScripts')).toHaveLength(3)
    expect(policies.filter((policy) => policy.state !== 'active')).toEqual([])
  })

  it('repeats only the throttled and faulty parts of a batch, in any order (049-9)', async () => {
    const {
      run,
      id: tenantId,
      record,
    } = await capture(
      [
        { path: `${id(3)}|${id(7)}`, times: 2, status: 429, retryAfter: 0.05 },
        { path: id(11), times: 1, status: 503 },
      ],
      20,
    )
    expect(run).toMatchObject({ status: 'succeeded', throttled: 2 })
    expect(await captured(tenantId)).toBe(20)
    const batches = readFileSync(record, 'utf8')
      .split('\n')
      .filter(isScriptBatch)
      .map((line) => (JSON.parse(line) as { body: { requests: unknown[] } }).body.requests.length)
    // 20 scripts are 20 parts, and 20 more at the address of their assignments, because none has any. Again only what
    // failed: at most the parts of three scripts.
    expect(batches[0]).toBe(20)
    expect(batches.slice(1).reduce((sum, parts) => sum + parts, 0)).toBeLessThanOrEqual(26)
  })

  it('repeats reads after bad JSON, cut bodies and other content types (049-3)', async () => {
    const { run, id: tenantId } = await capture(
      [
        { path: 'deviceManagementScripts(\\?|$)', nth: 1, body: 'badJson' },
        { path: 'roleScopeTags', nth: 1, body: 'html' },
        { path: 'assignmentFilters', nth: 1, body: 'truncated' },
        { path: 'batch', nth: 1, status: 502 },
        { path: 'batch', nth: 2, status: 504 },
      ],
      5,
    )
    expect(run.status).toBe('succeeded')
    expect(await captured(tenantId)).toBe(5)
  })

  it('follows a Retry-After date of a service whose clock is wrong (049-10)', async () => {
    const { run } = await capture(
      [
        {
          path: 'deviceManagementScripts(\\?|$)',
          nth: 1,
          status: 429,
          retryAfter: 1,
          retryAfterDate: true,
          clockSkewMs: 3_600_000,
        },
      ],
      2,
    )
    expect(run).toMatchObject({ status: 'succeeded', throttled: 1 })
    expect(new Date(run.endedAt!).getTime() - new Date(run.startedAt!).getTime()).toBeLessThan(60_000)
  })

  it('does not repeat what the tenant can never answer', async () => {
    const {
      run,
      id: tenantId,
      record,
    } = await capture(
      [
        {
          path: 'deviceManagementScripts(\\?|$)',
          method: 'GET',
          status: 400,
          code: 'BadRequest',
          message: 'Request not applicable to target tenant.',
        },
      ],
      1,
    )
    const failed = (await lab.items(tenantId, run.id)).find((item) => item.state === 'failed')
    expect(failed?.error?.message).toBe("The tenant has no Intune license, or its MDM authority isn't set.")
    expect(
      readFileSync(record, 'utf8')
        .split('\n')
        .filter((line) => /deviceManagementScripts["?]/.test(line)),
    ).toHaveLength(1)
  })
})

describe('writing', () => {
  it('waits for an object that cannot be read yet (049-5)', async () => {
    const { target, run } = await restoreScripts({ consistencyMs: 700 })
    expect(run).toMatchObject({ status: 'succeeded', counts: { done: 1 } })
    expect(collection(target.simulator.tenant, scriptsPath).size).toBe(1)
  })

  it('asks for approval, waits, and goes on with the same request (049-12)', async () => {
    const { target, runId, run } = await restoreScripts(
      { approval: ['deviceManagementScripts'] },
      'Rebuild after an incident',
    )
    expect(run).toMatchObject({ status: 'partial', counts: { waiting: 1 } })
    const [[code, request]] = [...target.simulator.approvals.requests] as [[string, { requestJustification: string }]]
    expect(request.requestJustification).toBe('Rebuild after an incident')
    expect((await lab.items(target.id, runId))[0]).toMatchObject({
      state: 'waiting',
      note: expect.stringContaining(code) as string,
    })
    // Not approved yet: asking again changes nothing.
    await lab.core.call('runs.retry', { tenantId: target.id, runId })
    expect(await lab.ended(target.id, runId)).toMatchObject({ counts: { waiting: 1 } })
    expect(target.simulator.approvals.requests.size).toBe(1)
    target.simulator.approvals.decide(code, 'approved')
    await lab.core.call('runs.retry', { tenantId: target.id, runId })
    expect(await lab.ended(target.id, runId)).toMatchObject({ status: 'succeeded', counts: { done: 1 } })
    expect(collection(target.simulator.tenant, scriptsPath).size).toBe(1)
  })

  it('names what to do when approval needs a reason or was refused (049-12)', async () => {
    const { target, runId, run } = await restoreScripts({ approval: ['deviceManagementScripts'] })
    expect(run.status).toBe('failed')
    expect((await lab.items(target.id, runId))[0]).toMatchObject({ state: 'failed', error: { code: 'approvalNeeded' } })
    await lab.close()
    const second = await restoreScripts({ approval: ['deviceManagementScripts'] }, 'Please')
    const [code] = [...second.target.simulator.approvals.requests.keys()]
    second.target.simulator.approvals.decide(code!, 'rejected')
    await lab.core.call('runs.retry', { tenantId: second.target.id, runId: second.runId })
    await lab.ended(second.target.id, second.runId)
    expect((await lab.items(second.target.id, second.runId))[0]).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('was rejected') as string },
    })
  })

  it('shows the message and request id of an error, but no address and no secret (049-13)', async () => {
    const message = JSON.stringify({
      _version: 3,
      Message:
        'Cannot use -Password Hunter2! with apiKey=abc123secret - Operation ID (for customer support): 1 - Url: https://fef.msub02.manage.microsoft.com/StatelessScripts/account/9f',
    })
    const { target, runId } = await restoreScripts({}, undefined, [
      { method: 'POST', path: 'deviceManagementScripts$', status: 400, code: 'BadRequest', message },
    ])
    const [item] = await lab.items(target.id, runId)
    expect(item?.error?.requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(item?.error?.message).toMatch(/^Graph refused the request \(400 BadRequest\)\. Graph says: Cannot use/)
    expect(JSON.stringify(item)).not.toMatch(/Hunter2|abc123secret|manage\.microsoft/)
  })
})
