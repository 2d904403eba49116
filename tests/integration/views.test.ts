import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLab, type Lab } from '#tests/support/lab.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

describe('saved views', () => {
  it('are kept for their tenant until you remove them (041-3)', async () => {
    const { id } = await lab.tenant('Tenant', {})
    const view = await lab.core.call('views.save', {
      tenantId: id,
      name: 'Unassigned',
      query: { text: '', assigned: 'no' },
    })
    expect(await lab.core.call('views.list', { tenantId: id })).toEqual([view])
    await lab.core.call('views.remove', { tenantId: id, viewId: view.id })
    expect(await lab.core.call('views.list', { tenantId: id })).toEqual([])
  })
})
