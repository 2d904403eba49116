import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { settingIdsOf } from '#domain/settings-catalog/setting-ids.ts'
import { fetchDefinitions, type SettingsHolder } from '../capture/setting-definitions.ts'
import { cloudOf } from '../cloud-of.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Number of documents to read before checking for a cancel. */
const slice = 50

/** Fetches missing setting names of captured policies. Captures fetch the names for the policies that they read. */
export const definitions = defineRun({
  kind: 'definitions',
  access: 'read',
  notifiesAs: null,
  async run(context, connect) {
    const { store } = context.ports
    await context.phase(words.definitions.reading)
    await store.definitions.forgetUnknown(cloudOf(context.tenant))
    const holders: SettingsHolder[] = []
    const policies = (await store.policies.list(context.tenant.id)).filter((policy) => policy.versionId !== null)
    for (const [index, policy] of policies.entries()) {
      if (index % slice === 0) await context.checkCancelled()
      const document = await store.versions.document(policy.versionId!)
      const ids = settingIdsOf(document)
      if (ids.size > 0) holders.push({ type: policyTypeOf(policy.type), document: { id: policy.externalId }, ids })
    }
    const added = await fetchDefinitions(context, await connect(), holders)
    await context.result({ added })
    context.emit('inventory.changed')
  },
})
