/**
 * What somebody recorded on a real tenant, asked of the simulated Graph without the product in between: the simulator
 * follows the facts in docs/graph-behaviour.md, not what the product would like.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import { startSimulator, type Simulator } from '#simulator/simulator.ts'
import { collection } from '#simulator/tenant.ts'
import { resources } from '#tests/support/lab.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ resources, seed: 'demo' })
})
afterAll(() => simulator.close())

const missing = '00000000-0000-4000-8000-0000000000ff'
const policies = '/deviceManagement/configurationPolicies'

interface Answer {
  readonly status: number
  readonly body: Json
  readonly code: string
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${simulator.url}/beta${path}`, {
    method,
    headers: { Authorization: `Bearer ${simulator.token}`, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const raw = await response.text()
  const parsed: unknown = raw === '' ? {} : JSON.parse(raw)
  const answer = isObject(parsed) ? parsed : {}
  return { status: response.status, body: answer, code: isObject(answer['error']) ? text(answer['error']['code']) : '' }
}
const get = (path: string) => ask('GET', path)
const all = (path: string): Json[] => [...collection(simulator.tenant, path).values()]
const assigned = (path: string): Json => all(path).find((item) => objects(item['assignments']).length > 0)!
const group = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: '' }

const choice = {
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
    settingDefinitionId: 'recorded_choice',
    choiceSettingValue: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingValue',
      value: 'recorded_choice_1',
      children: [],
    },
  },
}

describe('the simulated Graph answers as was recorded', () => {
  it.each(['deviceShellScripts', 'deviceCustomAttributeShellScripts'])(
    'no route to the assignments of %s, and the truth by expand (G-81, 0807-15)',
    async (name) => {
      const script = assigned(`/deviceManagement/${name}`)
      const own = await get(`/deviceManagement/${name}/${text(script['id'])}/assignments`)
      expect(own).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringContaining('No OData route') as string } },
      })
      const expanded = await get(`/deviceManagement/${name}/${text(script['id'])}?$expand=assignments`)
      expect(expanded.body['assignments']).toHaveLength(objects(script['assignments']).length)
    },
  )

  it('nothing to an expand on a settings catalog policy, and the truth in the list and at the own address (G-61, 0807-15)', async () => {
    const policy = assigned(policies)
    const count = objects(policy['assignments']).length
    for (const expand of ['assignments', 'settings,assignments'])
      expect((await get(`${policies}/${text(policy['id'])}?$expand=${expand}`)).body['assignments']).toEqual([])
    expect((await get(`${policies}/${text(policy['id'])}/assignments`)).body['value']).toHaveLength(count)
    const pages: Json[] = []
    for (let path = `${policies}?$expand=assignments`; path !== '';) {
      const { body } = await get(path)
      pages.push(...objects(body['value']))
      path = text(body['@odata.nextLink']).replace(`${simulator.url}/beta`, '')
    }
    expect(pages.find(({ id }) => id === policy['id'])?.['assignments']).toHaveLength(count)
  })

  it('pages of 25 for settings catalog policies whatever is asked for, with an absolute link (G-34, 0807-15)', async () => {
    for (const query of ['', '?$top=1000', '?$select=id,name']) {
      const { body } = await get(`${policies}${query}`)
      expect(body['value']).toHaveLength(25)
      expect(text(body['@odata.nextLink'])).toContain(`${simulator.url}/beta${policies}`)
    }
  })

  it.each([
    [policies, 400, 'ResourceNotFound'],
    ['/deviceManagement/reusablePolicySettings', 400, 'ResourceNotFound'],
    ['/deviceManagement/assignmentFilters', 404, 'ResourceNotFound'],
    ['/deviceManagement/roleScopeTags', 404, 'ResourceNotFound'],
    ['/groups', 404, 'Request_ResourceNotFound'],
    ['/deviceManagement/groupPolicyConfigurations', 404, 'ResourceNotFound'],
    ['/deviceManagement/deviceCompliancePolicies', 404, 'ResourceNotFound'],
    ['/deviceManagement/deviceConfigurations', 404, 'ResourceNotFound'],
    ['/deviceAppManagement/iosManagedAppProtections', 404, 'ResourceNotFound'],
  ])('a missing object of %s with %i %s (G-44, G-45, 0807-15)', async (path, status, code) => {
    expect(await get(`${path}/${missing}`)).toMatchObject({ status, code })
  })

  it('a create, a change, an assignment and a deletion of a settings catalog policy (G-46, 0807-15)', async () => {
    const body = { name: 'Recorded', platforms: 'windows10', technologies: 'mdm', settings: [choice] }
    const created = await ask('POST', policies, body)
    expect(created.status).toBe(201)
    expect(created.body['settings']).toBeUndefined()
    const path = `${policies}/${text(created.body['id'])}`
    const [target] = all('/groups')
    const assignments = [{ target: { ...group, groupId: text(target!['id']) } }]
    expect((await ask('POST', `${path}/assign`, { assignments })).status).toBe(204)
    expect(await ask('PUT', path, { ...body, name: 'Changed' })).toMatchObject({ status: 204, body: {} })
    expect((await get(`${path}/assignments`)).body['value']).toHaveLength(1)
    expect((await get(path)).body).toMatchObject({ name: 'Changed', settingCount: 1 })
    expect((await ask('DELETE', path)).status).toBe(204)
    expect(await ask('DELETE', path)).toMatchObject({ status: 400, code: 'ResourceNotFound' })
  })

  it('settings without the type that their property declares, and with audit information (G-52, G-64, 0807-15)', async () => {
    const created = await ask('POST', policies, {
      name: 'Typed',
      platforms: 'windows10',
      technologies: 'mdm',
      settings: [choice],
    })
    const { body } = await get(`${policies}/${text(created.body['id'])}/settings`)
    const instance = objects(body['value'])[0]!['settingInstance'] as Json
    expect(instance['auditRuleInformation']).toBeNull()
    expect(instance['choiceSettingValue']).toEqual({ value: 'recorded_choice_1', children: [] })
    await ask('DELETE', `${policies}/${text(created.body['id'])}`)
  })

  it('assign with 204 on compliance policies, and app protection IDs with their prefix (G-46, G-206, 0807-15)', async () => {
    const path = `/deviceManagement/deviceCompliancePolicies/${text(assigned('/deviceManagement/deviceCompliancePolicies')['id'])}`
    expect((await ask('POST', `${path}/assign`, { assignments: [] })).status).toBe(204)
    const created = await ask('POST', '/deviceAppManagement/iosManagedAppProtections', {
      displayName: 'Recorded',
      appGroupType: 'allApps',
    })
    expect(created.status).toBe(201)
    expect(text(created.body['id'])).toMatch(/^T_/)
    const apps = `/deviceAppManagement/iosManagedAppProtections/${text(created.body['id'])}/targetApps`
    expect((await ask('POST', apps, { apps: [], appGroupType: 'allApps' })).status).toBe(204)
  })

  it('the placeholder only to requests that do not ask for newer members (G-50, 0807-15)', async () => {
    const path = '/identity/conditionalAccess/policies'
    const policy = all(path)[0]!
    const conditions = policy['conditions'] as Record<string, unknown>
    conditions['platforms'] = { includePlatforms: ['linux'], excludePlatforms: [] }
    const platforms = async (headers: Record<string, string>) =>
      ((await ask('GET', `${path}/${text(policy['id'])}`, undefined, headers)).body['conditions'] as Json)['platforms']
    expect(await platforms({})).toMatchObject({ includePlatforms: ['unknownFutureValue'] })
    expect(await platforms({ Prefer: 'include-unknown-enum-members' })).toMatchObject({ includePlatforms: ['linux'] })
  })

  it('one template and a link to the next to $top=1, and 306 settings in one expand (G-60, G-85, 0807-15)', async () => {
    const templates = await get('/deviceManagement/groupPolicyConfigurations?$top=1')
    expect(templates.body['value']).toHaveLength(1)
    const next = await get(text(templates.body['@odata.nextLink']).replace(`${simulator.url}/beta`, ''))
    expect(objects(next.body['value'])[0]!['id']).not.toBe(objects(templates.body['value'])[0]!['id'])
    const policy = all(policies)[1] as Record<string, unknown>
    const before = policy['settings']
    policy['settings'] = Array.from({ length: 306 }, (_, index) => ({ ...objects(before)[0], id: String(index) }))
    expect((await get(`${policies}/${text(policy['id'])}?$expand=settings`)).body['settings']).toHaveLength(306)
    policy['settings'] = before
  })

  it('a bare 403 to who makes an update profile without a license, while the list answers (G-160, 0807-15)', async () => {
    const other = await startSimulator({ resources, seed: 'demo', unlicensed: ['windowsFeatureUpdateProfiles'] })
    const path = `${other.url}/beta/deviceManagement/windowsFeatureUpdateProfiles`
    const headers = { Authorization: `Bearer ${other.token}`, 'Content-Type': 'application/json' }
    expect((await fetch(path, { headers })).status).toBe(200)
    const body = JSON.stringify({ displayName: 'Windows 11', featureUpdateVersion: 'Windows 11, version 25H2' })
    const refused = await fetch(path, { method: 'POST', headers, body })
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ error: { code: 'Forbidden', message: 'Forbidden' } })
    await other.close()
  })

  it('the template values with their definition, and disabled ones without presentation values (G-86, 0807-15)', async () => {
    const template = all('/deviceManagement/groupPolicyConfigurations').find(
      (item) => objects(item['definitionValues']).length > 0,
    )!
    const path = `/deviceManagement/groupPolicyConfigurations/${text(template['id'])}/definitionValues`
    const values = objects((await get(`${path}?$expand=definition`)).body['value'])
    expect(values.length).toBeGreaterThan(0)
    expect(values.every((value) => isObject(value['definition']) && typeof value['enabled'] === 'boolean')).toBe(true)
  })

  it('what a created compliance policy gains (G-78, 0807-15)', async () => {
    const created = await ask('POST', '/deviceManagement/deviceCompliancePolicies', {
      '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
      displayName: 'Recorded',
      scheduledActionsForRule: [
        {
          ruleName: 'PasswordRequired',
          scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 0, notificationTemplateId: '' }],
        },
      ],
    })
    expect(created.status).toBe(201)
    const expand = '$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)'
    const { body } = await get(`/deviceManagement/deviceCompliancePolicies/${text(created.body['id'])}?${expand}`)
    expect(body['version']).toBe(1)
    expect(objects(body['scheduledActionsForRule']).map(({ id }) => typeof id)).toEqual(['string'])
  })
})
