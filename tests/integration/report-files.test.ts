import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportFileName } from '#app/report/file-name.ts'
import type { TenantId } from '#contract/model/ids.ts'
import { sinceOf } from '#hosts/cli/commands/report.ts'
import { tokensOf } from '#infra/report/highlight.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'

let lab: Lab
let tenantId: TenantId
beforeAll(async () => {
  lab = openLab()
  tenantId = (await lab.tenant('Demo', join(resources, 'demo'))).id
  await lab.capture(tenantId)
})
afterAll(() => lab.close())

describe('the file of a report', () => {
  it('has a file name that every system takes', () => {
    const at = new Date('2026-11-29T10:05:00Z')
    expect(reportFileName('A/B: "x"?', '..Hidden. ', at)).toBe('A B x 2026-11-29 100500 Hidden')
    expect(sinceOf('7d', at)).toBe('2026-11-22T10:05:00.000Z')
    expect(sinceOf('12h', at)).toBe('2026-11-28T22:05:00.000Z')
    expect(() => sinceOf('soon', at)).toThrow('no moment')
  })

  it('keeps its file beside another one of the same second, and stands code that no highlighter stands (0817-2)', async () => {
    const folder = join(lab.folder, 'many')
    const asked = { tenantId, about: 'tenant' as const, format: 'csv' as const, folder }
    await lab.ended(tenantId, (await lab.core.call('reports.save', asked)).runId)
    await lab.ended(tenantId, (await lab.core.call('reports.save', asked)).runId)
    await lab.ended(tenantId, (await lab.core.call('reports.save', asked)).runId)
    expect(readdirSync(folder)).toHaveLength(3)
    const deep = '"$('.repeat(5_000)
    expect(tokensOf(deep, 'shell')).toEqual([{ text: deep, kind: 'plain' }])
  })

  it('of the demo tenant is complete: each policy is in it (0817-2)', async () => {
    const folder = join(lab.folder, 'demo-report')
    const { runId } = await lab.core.call('reports.save', { tenantId, about: 'tenant', format: 'html', folder })
    await lab.ended(tenantId, runId)
    const [name] = readdirSync(folder)
    const text = readFileSync(join(folder, name!), 'utf8')
    const { policies, total } = await lab.core.call('policies.list', { tenantId, limit: 500 })
    expect(policies).toHaveLength(total)
    expect(text.match(/<h4>/g)).toHaveLength(policies.filter(({ versionId }) => versionId !== null).length)
  })
})
