import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collection } from '#simulator/tenant.ts'
import { assigned, group, grouping, id, liveGroup, member, memberIds, script, users } from '#tests/support/grouping.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'
import { restoring } from '#tests/support/restoring.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { carryOut, backup, capturesMembers } = grouping(() => lab)
const { faulty } = restoring(() => lab)

const seedOf = (count: number) => ({
  groups: [group(1, 'A', { members: Array.from({ length: count }, (_, index) => member(501 + index)) })],
  users: users(501, 30),
  deviceManagementScripts: [script(1, [assigned(1)])],
})
/** The plan that creates the group again after it was deleted. */
async function deletedGroup(tenant: RecordedTenant) {
  await capturesMembers(tenant.id)
  const setId = await backup(tenant.id)
  collection(tenant.simulator.tenant, '/groups').delete(id(1))
  return lab.plan(tenant.id, { from: { setId }, choices: { [`groups/${id(1)}`]: 'create' } })
}

describe('the members of a created group', () => {
  it('are all there but the one whose account was deleted after the preview (0811-4)', async () => {
    const tenant = await recordedTenant(lab, 'Tenant', seedOf(21))
    const plan = await deletedGroup(tenant)
    collection(tenant.simulator.tenant, '/users').delete(id(521))
    const ended = await carryOut(tenant, plan.id)
    expect(memberIds(liveGroup(tenant, 'A'))).toHaveLength(20)
    const items = await lab.items(tenant.id, ended.id)
    expect(items.find(({ type }) => type === 'groups')?.state).toBe('done')
  })

  it('are all there although the service knows the new group only after a while (0811-4)', async () => {
    const late = { status: 400, code: 'Request_BadRequest', message: 'Not yet.' }
    const tenant = await faulty('Tenant', [{ method: 'PATCH', path: '/groups/', times: 2, ...late }], seedOf(2))
    const plan = await deletedGroup(tenant)
    await carryOut(tenant, plan.id)
    expect(memberIds(liveGroup(tenant, 'A'))).toHaveLength(2)
  })
})
