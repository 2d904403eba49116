import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Input } from '#contract/api/api.ts'
import { BaselineId, PolicyId, RunId, VersionId, type TenantId } from '#contract/model/ids.ts'
import { ReportFormat } from '#contract/model/reports.ts'
import { resultOf } from '#contract/model/runs.ts'
import { de } from '#domain/report/words/de.ts'
import { en } from '#domain/report/words/en.ts'
import { contrastOf } from '#infra/report/html.ts'
import { logoOf } from '#infra/report/logo.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import type { Simulator } from '#simulator/simulator.ts'

let lab: Lab
let tenantId: TenantId
let simulator: Simulator
let ofRestore: RunId
/** A name that is markup in HTML and Markdown. */
const hostileName = '<script>alert(1)</script> ![x](https://example.com) `'
const secret = 'S3cret-that-nobody-may-read'

const script = (id: number, more: object) => ({
  '@odata.type': '#microsoft.graph.deviceManagementScript',
  id: `00000000-0000-4000-8000-0000000000${String(id)}`,
  displayName: 'Map drives',
  description: 'For stores',
  fileName: 'a.ps1',
  scriptContent: Buffer.from('# A comment\nif ($true) { Write-Host "done" }\n').toString('base64'),
  runAsAccount: 'system',
  assignments: [],
  roleScopeTagIds: ['0'],
  ...more,
})
const oma = {
  '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
  id: '00000000-0000-4000-8000-000000000077',
  displayName: 'OMA',
  omaSettings: [
    {
      '@odata.type': '#microsoft.graph.omaSettingString',
      displayName: 'Key',
      omaUri: './Vendor/Key',
      isEncrypted: true,
      secretReferenceValueId: 'one',
      value: secret,
    },
  ],
  assignments: [],
  roleScopeTagIds: ['0'],
}

beforeAll(async () => {
  lab = openLab()
  const added = await lab.tenant('Contoso & Söhne', {
    deviceManagementScripts: [script(11, {}), script(12, { displayName: hostileName, description: '=1+1' })],
    deviceConfigurations: [oma],
  })
  ;({ id: tenantId, simulator } = added)
  await lab.capture(tenantId)
})
afterAll(() => lab.close())

type Asked = Omit<Input<'reports.save'>, 'tenantId' | 'folder' | 'format'>

/** Saves a report, and returns what is in it. */
async function saved(
  asked: Asked,
  format: ReportFormat = 'html',
): Promise<{ name: string; bytes: Buffer; text: string }> {
  const folder = join(lab.folder, `reports-${crypto.randomUUID()}`)
  mkdirSync(folder)
  const { runId } = await lab.core.call('reports.save', { ...asked, tenantId, format, folder })
  const run = await lab.ended(tenantId, runId)
  expect(run.error).toBeNull()
  const [name] = readdirSync(folder)
  expect(resultOf(run, 'report').file).toBe(name)
  const bytes = readFileSync(join(folder, name!))
  const text = format === 'word' ? wordText(bytes) : bytes.toString('utf8')
  return { name: name!, bytes, text }
}

/** The text of a Word document, with a space for each piece. */
const wordText = (bytes: Buffer): string =>
  Buffer.from(unzipSync(bytes)['word/document.xml']!)
    .toString('utf8')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')

describe('a report of a tenant', () => {
  it.each(ReportFormat.options)('has the same content as %s (0817-1, 0817-2, 0817-10)', async (format) => {
    const { name, text } = await saved({ about: 'tenant' }, format)
    expect(name).toMatch(
      /^Contoso & Söhne \d{4}-\d{2}-\d{2} \d{6} Configuration of Microsoft Intune\.(html|docx|md|csv)$/,
    )
    for (const part of ['Map drives', 'For stores', 'Scope tags', 'Run as account', 'Write-Host', 'Devices'])
      expect(text).toContain(part)
    expect(text).not.toContain(secret)
  })

  it('loads nothing, and says so itself (0817-3)', async () => {
    const { text } = await saved({ about: 'tenant' })
    expect(text).toContain(`default-src 'none'; img-src data:`)
    expect(text).not.toMatch(/(?:src|href)="(?!#|data:)/)
    expect(/<style>([\s\S]*)<\/style>/.exec(text)![1]).not.toMatch(/url\(|@import|https?:\/\//)
    expect(text).toMatch(/<i class="comment"># A comment<\/i>/)
  })

  it('keeps names and values as text in each format (0817-4)', async () => {
    const html = await saved({ about: 'tenant' })
    expect(html.text).not.toMatch(/<script>alert|<img src=x|onerror=/)
    const csv = await saved({ about: 'tenant' }, 'csv')
    expect(csv.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    for (const line of csv.text.split('\r\n')) expect(line).not.toMatch(/(?:^|[,;])"?[=+@]/)
    const word = await saved({ about: 'tenant' }, 'word')
    expect(word.text).toContain(hostileName)
    const markdown = await saved({ about: 'tenant' }, 'markdown')
    expect(markdown.text).not.toMatch(/<(?!br>)[a-z]/i)
  })

  it('is in German too, and leaves what Graph named (0817-5)', async () => {
    const { text, name } = await saved({ about: 'tenant', options: { language: 'de' } })
    expect(name).toContain('Konfiguration von Microsoft Intune')
    for (const part of ['Überblick', 'Bereichstags', 'Geräte', 'Map drives', 'lang="de"']) expect(text).toContain(part)
    for (const part of ['>Summary<', '>Setting<', '>Devices<']) expect(text).not.toContain(part)
    const keys = (words: object): string[] =>
      Object.entries(words).flatMap(([key, value]) =>
        key !== 'terms' && typeof value === 'object' && value !== null
          ? [key, ...keys(value as object).map((below) => `${key}.${below}`)]
          : [key],
      )
    expect(keys(de)).toEqual(keys(en))
  })

  it('has what somebody chose, with a logo (0817-6)', async () => {
    const logo = join(lab.folder, 'logo.png')
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    writeFileSync(logo, Buffer.from(pixel, 'base64'))
    const options = {
      customer: 'Fabrikam',
      ticket: 'CHG-7',
      note: 'Approved by Ann',
      colour: '#123456',
      logo,
      scripts: false,
      assignments: false,
    }
    const { text } = await saved({ about: 'tenant', options })
    for (const part of [
      'Fabrikam',
      'CHG-7',
      'Approved by Ann',
      '#123456',
      pixel.slice(0, 40),
      'left out of this report',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('Write-Host')
    const word = unzipSync((await saved({ about: 'tenant', options }, 'word')).bytes)
    expect(Object.keys(word).filter((name) => name.startsWith('word/media/'))).toHaveLength(1)
    writeFileSync(logo, 'no image')
    const { runId } = await lab.core.call('reports.save', {
      tenantId,
      about: 'tenant',
      format: 'html',
      folder: lab.folder,
      options: { logo },
    })
    expect((await lab.ended(tenantId, runId)).error).toMatchObject({
      code: 'badInput',
      message: expect.stringContaining('no PNG or JPEG') as string,
    })
    expect(
      logoOf(Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080010002001011100', 'hex')),
    ).toMatchObject({
      type: 'jpg',
      width: 32,
      height: 16,
    })
    expect(contrastOf('#FFFF00')).toBe('#000000')
    expect(contrastOf('#0F6CBD')).toBe('#ffffff')
  })
})

describe('what changed', () => {
  it('is marked with the values before, and the rest can be left out (0817-7)', async () => {
    const since = new Date().toISOString()
    const scripts = collection(simulator.tenant, '/deviceManagement/deviceManagementScripts')
    const [first] = scripts.keys()
    scripts.set(first!, {
      ...scripts.get(first!)!,
      description: 'For all stores',
      lastModifiedDateTime: new Date().toISOString(),
    })
    const added = { ...script(19, {}), displayName: 'Brand new' }
    scripts.set(added.id, added)
    const configurations = collection(simulator.tenant, '/deviceManagement/deviceConfigurations')
    configurations.delete(oma.id)
    await lab.capture(tenantId)
    const { text } = await saved({ about: 'tenant', options: { since, unchanged: false } })
    expect(text).toContain('Changes in Microsoft Intune')
    expect(text).toMatch(/<h4>Map drives <span class="mark info">changed/)
    expect(text).toMatch(/For all stores<small>before: For stores/)
    expect(text).toMatch(/<h4>Brand new <span class="mark success">new/)
    expect(text).toMatch(/No longer there[\s\S]*OMA/)
    expect(text.match(/<h4>/g)).toHaveLength(2)
    // What is gone as a whole is said too: a section of a policy, and a script.
    const later = new Date().toISOString()
    scripts.set(first!, {
      ...scripts.get(first!)!,
      scriptContent: Buffer.from('# Another').toString('base64'),
      lastModifiedDateTime: new Date().toISOString(),
    })
    await lab.capture(tenantId)
    const changed = await saved({ about: 'tenant', options: { since: later, unchanged: false } })
    expect(changed.text).toMatch(/Script before[\s\S]*A comment[\s\S]*Script after[\s\S]*Another/)
    const nothing = await saved({ about: 'tenant', options: { since: new Date().toISOString(), unchanged: false } })
    expect(nothing.text).toContain('Nothing has changed since')
  })
})

describe('a report', () => {
  it('of a set, a version, a comparison and a baseline says what it is about (0817-1)', async () => {
    const { runId } = await lab.core.call('backups.create', { tenantId, name: 'Nightly' })
    const { setId } = resultOf(await lab.ended(tenantId, runId), 'backup')
    expect((await saved({ about: 'set', setId: setId! })).text).toContain('Nightly')
    const [policy] = (await lab.core.call('policies.list', { tenantId })).policies.filter(
      ({ name }) => name === 'Map drives',
    )
    const policyId = PolicyId.parse(policy!.id)
    const versions = await lab.core.call('versions.list', { tenantId, policyId })
    const newest = VersionId.parse(versions.toSorted((one, other) => other.number - one.number)[0]!.id)
    const oldest = VersionId.parse(versions.toSorted((one, other) => one.number - other.number)[0]!.id)
    expect((await saved({ about: 'policy', versionId: newest })).text).toContain('For all stores')
    const side = (versionId: VersionId) => ({ tenantId, from: { versionIds: [versionId] } })
    const compared = await saved({ about: 'comparison', left: side(oldest), right: side(newest) })
    expect(compared.text).toMatch(/For stores<\/td><td class="info">For all stores/)
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId,
      name: 'Before',
      source: { tenantId, from: { versionIds: [oldest] } },
    })
    const check = await lab.core.call('drift.check', {
      tenantId,
      baselineId: BaselineId.parse(baselineId),
      capture: false,
    })
    await lab.ended(tenantId, check.runId)
    const drift = await saved({ about: 'drift', baselineId })
    for (const part of ['Before', 'For stores', 'For all stores', 'open']) expect(drift.text).toContain(part)
    await expect(lab.core.call('reports.preview', { tenantId, about: 'set' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
    const plan = await lab.plan(tenantId, { from: { versionIds: [oldest] } })
    await lab.unlock(tenantId, 'Contoso & Söhne')
    const restore = await lab.core.call('restore.start', {
      tenantId,
      planId: plan.id,
      confirm: 'Contoso & Söhne',
      justification: 'CHG-9',
    })
    ofRestore = RunId.parse(restore.runId)
    await lab.ended(tenantId, restore.runId)
  })

  it('of a restore is its change record (0817-8)', async () => {
    const { text } = await saved({ about: 'restore', runId: ofRestore, options: { ticket: 'CHG-9' } })
    for (const part of [
      'Change record',
      'Updated',
      'Done',
      'CHG-9',
      'For all stores',
      'For stores',
      'PATCH',
      ofRestore,
    ])
      expect(text).toContain(part)
    expect(text).toMatch(/Request IDs of Microsoft Graph[\s\S]*[0-9a-f]{8}-[0-9a-f]{4}-/)
  })

  it('is looked at before it is saved (0817-9)', async () => {
    const whole = await lab.core.call('reports.preview', { tenantId, about: 'tenant' })
    expect(whole.head.title).toBe('Configuration of Microsoft Intune')
    expect([whole.sections.length, whole.goesOn]).toEqual([40, true])
    const [policy] = (await lab.core.call('policies.list', { tenantId })).policies.filter(
      ({ name }) => name === 'Map drives',
    )
    const policyIds = [PolicyId.parse(policy!.id)]
    const one = await lab.core.call('reports.preview', { tenantId, about: 'tenant', policyIds })
    expect([one.sections.at(-1)!.title, one.goesOn]).toEqual(['Map drives', false])
  })
})
