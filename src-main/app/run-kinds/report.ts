import { failure } from '#contract/errors.ts'
import { createReport } from '../report/create-report.ts'
import { reportFileName } from '../report/file-name.ts'
import { words as reportErrors } from '../report/words.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Writes a report into a folder. It needs no connection. */
export const report = defineRun({
  kind: 'report',
  access: 'read',
  notifiesAs: words.kinds.report,
  offline: true,
  async run(context) {
    const { ports, tenant, signal } = context
    const { files, reportFormats, clock, info } = ports
    const { subject, format, folder, options } = context.run.input
    const logo = options.logo === '' ? null : await reportFormats.readLogo(options.logo)
    if (options.logo !== '' && logo === null) throw failure('badInput', reportErrors.badLogo(options.logo))
    await context.phase(words.report.writing)
    const at = clock.now()
    const made = await createReport(ports, tenant, subject, options, { at, logo })
    const content = await reportFormats.render(format, made, { version: info.version, signal })
    const taken = new Set((await files.names(folder, '')).map((name) => name.toLowerCase()))
    const name = freeName(reportFileName(tenant.name, made.head.title, at), reportFormats.extensionOf(format), taken)
    await files.write(folder, name, content)
    await context.phase(null)
    await context.result({ folder, file: name, bytes: content.byteLength })
  },
})

/** Another report of the same second keeps its file. */
function freeName(base: string, extension: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = `${base}${number === 1 ? '' : ` (${String(number)})`}${extension}`
    if (!taken.has(name.toLowerCase())) return name
  }
}
