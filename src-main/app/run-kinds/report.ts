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
    const name = reportFileName(tenant.name, made.head.title, at) + reportFormats.extensionOf(format)
    await files.write(folder, name, content)
    await context.phase(null)
    await context.result({ folder, file: name, bytes: content.byteLength })
  },
})
