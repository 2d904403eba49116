import { recordsOf } from '../atlas-file/write-records.ts'
import { openPassphrase } from '../atlas-file/passphrase.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Writes the history of a tenant into an atlas file. It needs no connection. */
export const saveFile = defineRun({
  kind: 'save-file',
  access: 'read',
  notifiesAs: words.kinds.saveFile,
  offline: true,
  async run(context) {
    const { store, atlasFiles, clock, info, vault } = context.ports
    const { path, content, sealedPassphrase } = context.run.input
    const records = recordsOf(store, context.tenant, content, async (done, of) => {
      if (done % 100 !== 0) return
      await context.checkCancelled()
      await context.phase(words.saveFile.writing(done, of))
    })
    const figures = await atlasFiles.write(
      path,
      {
        createdAt: clock.now().toISOString(),
        product: info.version,
        tenantName: context.tenant.name,
        passphrase: await openPassphrase(vault, sealedPassphrase),
      },
      records,
    )
    await context.phase(null)
    await context.result({ path, ...figures })
  },
})
