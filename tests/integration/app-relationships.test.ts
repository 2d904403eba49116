import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '#domain/json.ts'
import { captured } from '#tests/support/contents.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid, objectsOf, recordedTenant } from '#tests/support/restored.ts'
import { everybody, restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { faulty, versionsOf, run } = restoring(() => lab)

const apps = '/deviceAppManagement/mobileApps'
const app = (index: number, more: Json = {}): Json => ({
  '@odata.type': '#microsoft.graph.webApp',
  id: guid(index),
  displayName: `App ${index}`,
  publisher: 'IT',
  appUrl: 'https://example.com',
  roleScopeTagIds: ['0'],
  categories: [],
  assignments: [],
  relationships: [],
  ...more,
})
const dependency = {
  '@odata.type': '#microsoft.graph.mobileAppDependency',
  id: `${guid(1)}_${guid(2)}`,
  targetId: guid(2),
  targetType: 'child',
  dependencyType: 'detect',
}
const seed = { mobileApps: [app(1, { relationships: [dependency] }), app(2)] }
const expand = `${apps}/[^/]+\\?\\$expand=.*relationships`
const refusal = { status: 400, code: 'BadRequest' }

async function captureWith(fault: object) {
  const { id } = await faulty('Tenant', [fault], seed)
  const { runId } = await lab.core.call('runs.capture', { tenantId: id, types: ['mobileApps'] })
  const { status } = await lab.ended(id, runId)
  const documents = (await captured(lab, id)).filter(({ type }) => type === 'mobileApps')
  return {
    status,
    relationships: Object.fromEntries(
      documents.map(({ name, document }) => [name, (document['relationships'] as unknown[] | undefined)?.length]),
    ),
  }
}

describe('the relationships of an app', () => {
  it.each<[string, object]>([
    ['refused by name', { ...refusal, message: "Could not find a property named 'relationships' on type 'webApp'." }],
    ['refused as a whole', { ...refusal, message: 'Parsing OData Select and Expand failed' }],
    ['refused without a reason', { ...refusal, message: 'An error has occurred' }],
    ['always a server error', { status: 500 }],
  ])('are read at their own address if the expand is %s (0807-2)', async (_, fault) => {
    expect(await captureWith({ path: expand, ...fault })).toEqual({
      status: 'succeeded',
      relationships: { 'App 1': 1, 'App 2': 0 },
    })
  })

  it('stay if their own address has none, but the expand has one (0807-3)', async () => {
    expect(await captureWith({ path: `${apps}/[^/]+/relationships`, spoil: 'emptyList' })).toEqual({
      status: 'succeeded',
      relationships: { 'App 1': 1, 'App 2': 0 },
    })
  })

  it('aren’t stored from an expand alone: the app fails, and says why (0807-3)', async () => {
    expect(await captureWith({ path: `${apps}/[^/]+/relationships`, status: 500 })).toEqual({
      status: 'partial',
      relationships: { 'App 2': 0 },
    })
  })

  it('don’t keep a restored app from its assignments where the expand is refused (0807-2)', async () => {
    const source = await recordedTenant(lab, 'Source', {
      mobileApps: [app(1, { assignments: [{ ...everybody, intent: 'required' }] })],
    })
    const versionIds = await versionsOf(source.id, 'mobileApps')
    const target = await faulty('Target', [{ path: expand, ...refusal, message: 'An error has occurred' }])
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { versionIds } })
    expect((await run(target, 'Target', plan)).status).toBe('succeeded')
    expect(objectsOf(target, apps).find(({ displayName }) => displayName === 'App 1')?.['assignments']).toHaveLength(1)
  })
})
