import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { objectsOf } from '#tests/support/restored.ts'
import { configs, ios, script } from '#tests/support/restoring.ts'
import { base64, standardsIn } from '#tests/support/standards.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { standardFor, tenantOf, compared, rolloutTo } = standardsIn(() => lab)

describe('a standard', () => {
  it('is held against a tenant: same, different, missing, with its values (068-1, 068-2)', async () => {
    const tenant = await tenantOf('One', {
      deviceManagementScripts: [script(7, { displayName: 'One – proxy', scriptContent: base64('Set-Proxy One:8080') })],
      deviceConfigurations: [ios(8, { displayName: 'Kiosk', description: 'own' }), ios(9, { displayName: 'Own' })],
    })
    const of = await standardFor([tenant])
    expect(await compared(of, tenant)).toMatchObject([
      { name: 'Camera', state: 'missing', missingValues: [] },
      { name: 'Kiosk', state: 'different', changes: 1 },
      // It is assigned to nobody there, and to everybody in the standard.
      { name: 'One – proxy', state: 'different', changes: 1 },
    ])
    await lab.core.call('tenants.setValue', { tenantId: tenant.id, name: 'tenant.proxy', value: null })
    expect((await compared(of, tenant))[2]).toMatchObject({ changes: 2, missingValues: ['tenant.proxy'] })
    await expect(
      lab.core.call('tenants.setValue', { tenantId: tenant.id, name: 'tenant.id', value: 'x' }),
    ).rejects.toThrow('always its own')
    expect(await lab.core.call('tenants.values', { tenantId: tenant.id })).toMatchObject([
      { name: 'tenant.id', value: tenant.id, isBuiltIn: true },
      { name: 'tenant.name', value: 'One', isBuiltIn: true },
    ])
  })

  it('leaves a difference alone that was accepted, until it is another one or its last day is over (068-3)', async () => {
    const tenant = await tenantOf('One', {
      deviceConfigurations: [ios(8, { displayName: 'Kiosk', description: 'own' })],
    })
    const of = await standardFor([tenant])
    const kiosk = async () => (await compared(of, tenant)).find(({ name }) => name === 'Kiosk')!
    const { type, name, print } = await kiosk()
    const accept = (until: string | null) =>
      lab.core.call('standards.accept', {
        tenantId: tenant.id,
        type,
        name,
        print,
        until,
        reason: 'The works council',
        owner: 'Anna',
      })
    await accept(null)
    expect(await kiosk()).toMatchObject({ state: 'accepted', accepted: { owner: 'Anna', isOver: false } })
    await accept('2020-01-01')
    expect(await kiosk()).toMatchObject({ state: 'different', accepted: { isOver: true } })
    await accept(null)
    objectsOf(tenant, configs)[0]!['description'] = 'something else'
    await lab.capture(tenant.id)
    expect(await kiosk()).toMatchObject({ state: 'different', accepted: { isOver: true } })
    await lab.core.call('standards.withdraw', { tenantId: tenant.id, type, name, print })
    expect(await kiosk()).toMatchObject({ state: 'different', accepted: null })
  })

  it('says so if its backup set was deleted, or a tenant is its own (068-1)', async () => {
    const tenant = await tenantOf('One')
    const of = await standardFor([tenant])
    const { tenantId } = of
    const backup = await lab.core.call('backups.create', { tenantId, name: 'Release 1' })
    const { setId } = resultOf(await lab.ended(tenantId, backup.runId), 'backup')
    await lab.core.call('standards.save', { ...of, name: 'Gold', source: { setId: setId! }, tenantIds: [tenant.id] })
    expect(await compared(of, tenant)).toHaveLength(3)
    await lab.core.call('backups.remove', { tenantId, setId: setId! })
    await expect(compared(of, tenant)).rejects.toThrow('was deleted')
    const at = new Date(Date.now() - 1_000).toISOString()
    await lab.core.call('standards.save', { ...of, name: 'Gold', source: { at }, tenantIds: [tenant.id] })
    await compared(of, tenant)
    await lab.tamper(`UPDATE tenants SET purged_before = '2999-01-01T00:00:00.000Z' WHERE id = '${tenantId}'`)
    await expect(compared(of, tenant)).rejects.toThrow('A purge deleted versions')
    const own = { name: 'x', source: { now: true as const }, tenantIds: [tenantId] }
    await expect(lab.core.call('standards.save', { tenantId, ...own })).rejects.toThrow('for other tenants')
    await expect(lab.core.call('rollouts.create', { ...of, tenantIds: [tenantId] })).rejects.toThrow(
      'for other tenants',
    )
    const wave = lab.core.call('rollouts.create', { ...of, tenantIds: [tenant.id], wave: 0 })
    await expect(wave).rejects.toThrow('no such wave')
  })
})

describe('a tenant that is removed', () => {
  it('leaves standards and rollouts of others, and takes its own along (068-1)', async () => {
    const [first, second] = [await tenantOf('One'), await tenantOf('Two')]
    const of = await standardFor([first, second])
    await rolloutTo(of, [first, second])
    const remove = async (tenantId: TenantId, confirm: string) => {
      await lab.core.call('tenants.archive', { tenantId, archived: true })
      await lab.core.call('tenants.remove', { tenantId, confirm })
    }
    await remove(first.id, 'One')
    expect(await lab.core.call('standards.list', {})).toMatchObject([{ tenantIds: [second.id] }])
    expect(await lab.core.call('rollouts.list', of)).toMatchObject([{ steps: [{ tenantId: second.id }] }])
    await remove(of.tenantId, 'Golden')
    expect(await lab.core.call('standards.list', {})).toEqual([])
  })
})
