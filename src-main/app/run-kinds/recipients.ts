import { failure } from '#contract/errors.ts'
import { readRecipients } from '../recipients/read-recipients.ts'
import { words as recipientWords } from '../recipients/words.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Reads users, devices and the members of assigned groups (spec 062). */
export const recipients = defineRun({
  kind: 'recipients',
  access: 'read',
  notifiesAs: words.kinds.recipients,
  async run(context, connect) {
    const { store, clock } = context.ports
    const { readsRecipients, name } = context.tenant
    if (!readsRecipients) throw failure('badInput', recipientWords.isOff(name))
    const found = await readRecipients(context, await connect())
    await context.checkCancelled()
    // Somebody may have turned it off in the meantime.
    if ((await store.tenants.find(context.tenant.id))?.readsRecipients !== true)
      throw failure('badInput', recipientWords.isOff(name))
    await store.recipients.save(context.tenant.id, found, clock.now().toISOString())
    await context.result({
      users: found.users?.length ?? 0,
      devices: found.devices?.length ?? 0,
      groups: found.groups.length,
      unread: [...found.unread],
    })
    context.emit('recipients.changed')
  },
})
