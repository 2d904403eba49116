import { expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { intuneCdLayout } from './intune-cd-layout.ts'
import type { RelatedObject } from './layout.ts'

const related: Readonly<Record<string, RelatedObject>> = {
  'mobileApps/app-1': { name: 'Outlook', kind: '#microsoft.graph.iosStoreApp', membershipRule: '' },
  'mobileApps/app-2': { name: 'Teams', kind: '#microsoft.graph.iosStoreApp', membershipRule: '' },
  'notificationMessageTemplates/template-1': { name: 'First warning', kind: '', membershipRule: '' },
  'reusablePolicySettings/script-1': { name: 'Disk check', kind: '', membershipRule: '' },
}

/** The files of a policy: their paths, and what is in those that are JSON. */
function filesOf(type: string, document: Json): Readonly<Record<string, Json>> {
  const policy = {
    type: policyTypeOf(type),
    document,
    name: 'Policy',
    externalId: '11111111-0000-4000-8000-000000000001',
    nameOf: () => undefined,
    relatedOf: (kind: string, id: string) => related[`${kind}/${id}`],
    sections: [],
  }
  return Object.fromEntries(
    intuneCdLayout
      .filesOf(policy, intuneCdLayout.placeOf(policy))
      .map(({ path, content }) => [
        path,
        path.endsWith('.json') ? (JSON.parse(String(content)) as Json) : { bytes: content.length },
      ]),
  )
}
const only = (files: Readonly<Record<string, Json>>): Json => Object.values(files)[0]!

it('IntuneCD finds apps, message templates and scripts by their names (0815-8)', () => {
  expect(only(filesOf('mobileAppConfigurations', { targetedMobileApps: ['app-1', 'app-2'] }))).toMatchObject({
    targetedMobileApps: {
      appName: 'Outlook',
      type: '#microsoft.graph.iosStoreApp',
      others: [{ name: 'Teams', type: '#microsoft.graph.iosStoreApp' }],
    },
  })
  const page = {
    '@odata.type': '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration',
    selectedMobileAppIds: ['app-2'],
  }
  const [path] = Object.keys(filesOf('deviceEnrollmentConfigurations', page))
  expect(path).toMatch(/^Enrollment Profiles\/Windows\/ESP\//)
  expect(only(filesOf('deviceEnrollmentConfigurations', page))['selectedMobileAppNames']).toEqual([
    { name: 'Teams', type: '#microsoft.graph.iosStoreApp', id: 'app-2' },
  ])
  expect(
    only(
      filesOf('compliancePolicies', {
        scheduledActionsForRule: [{ scheduledActionConfigurations: [{ notificationTemplateId: 'template-1' }] }],
        settings: [
          {
            settingInstance: {
              settingDefinitionId: 'linux_customcompliance_discoveryscript',
              simpleSettingValue: { value: 'script-1' },
            },
          },
        ],
      }),
    ),
  ).toMatchObject({
    detectionScriptName: 'Disk check',
    scheduledActionsForRule: [{ scheduledActionConfigurations: [{ notificationTemplateName: 'First warning' }] }],
  })
})

it('an app that wasn’t captured keeps its ID, so that IntuneCD says that it is missing (0815-8)', () => {
  expect(only(filesOf('mobileAppConfigurations', { targetedMobileApps: ['app-9'] }))).toMatchObject({
    targetedMobileApps: { appName: 'app-9' },
  })
})

it('what Graph refuses in a write has a file of its own (0815-8)', () => {
  const files = filesOf('iosManagedAppProtections', { displayName: 'Policy', apps: [{ id: 'x' }] })
  expect(Object.keys(files)).toEqual([
    'App Protection/Policy__11111111-0000-4000-8000-000000000001.json',
    'TenantAtlas/App Protection/Policy__11111111-0000-4000-8000-000000000001.json',
  ])
  expect(Object.values(files)[0]).not.toHaveProperty('apps')
  expect(Object.values(files)[1]).toEqual({ apps: [{ id: 'x' }] })
})

it('a policy of a template has its settings without their IDs, one folder below (0815-8)', () => {
  const files = filesOf('intents', { templateId: 't', settings: [{ id: 's', definitionId: 'd', value: true }] })
  expect(Object.keys(files)[0]).toMatch(/^Management Intents\/Other\//)
  expect(only(files)).toMatchObject({ settingsDelta: [{ definitionId: 'd', value: true }], templateId: 't' })
})

it('a remediation has both of its scripts, if need be an empty one (0815-8)', () => {
  const detection = Buffer.from('exit 1').toString('base64')
  const files = filesOf('deviceHealthScripts', { detectionScriptContent: detection, remediationScriptContent: '' })
  expect(Object.entries(files).flatMap(([path, { bytes }]) => (path.includes('Script Data') ? [bytes] : []))).toEqual([
    6, 0,
  ])
})
