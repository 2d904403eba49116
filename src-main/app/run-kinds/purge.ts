import { deriveWords } from '../search/derive-words.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Deletes old versions that nothing uses, portion by portion. It doesn't need Graph. */
export const purge = defineRun({
  kind: 'purge',
  access: 'read',
  notifiesAs: words.kinds.purge,
  offline: true,
  async run(context) {
    const { olderThan } = context.run.input
    for await (const { looked, of, ...figures } of context.ports.store.lifecycle.purge(context.tenant.id, olderThan)) {
      await context.result(figures)
      await context.phase(words.purge.looked(looked, of))
      await context.checkCancelled()
    }
    // The words of a version depend on the one after it, which may be gone now.
    await deriveWords(context.ports, () => context.checkCancelled())
    context.emit('inventory.changed')
    context.emit('tenant.changed')
  },
})
