import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { CompatibilityReport } from '#contract/model/compatibility.ts'
import { TenantId } from '#contract/model/ids.ts'
import { compareReports } from '#domain/compatibility/compare-reports.ts'
import { noVault } from '#infra/vault/passphrase-vault.ts'
import { composeCore } from '../../compose.ts'
import { productVersion } from '../../folders.ts'
import { createOutput, table } from '../output.ts'
import { words } from '../words.ts'

/** `atlas compatibility compare FILE`: what a tenant answers differently from the simulated Graph. */
export function addCompatibilityCommand(
  program: Command,
  resources: string,
  run: (work: () => Promise<number>) => Promise<void>,
): void {
  const compatibility = program.command('compatibility').description(words.compatibility.description)
  compatibility
    .command('compare <file>')
    .description(words.compatibility.compare)
    .action((file: string) => run(() => compare(file, resources, program.opts<{ json?: boolean }>().json === true)))
}

async function compare(file: string, resources: string, json: boolean): Promise<number> {
  const report = readReport(file)
  const differences = compareReports(report, await simulatedReport(resources))
  const output = createOutput(json)
  if (json) output.document({ differences })
  else {
    if (differences.length > 0)
      output.line(
        table([
          ['TYPE', 'WHAT', 'TENANT', 'SIMULATOR'],
          ...differences.map(({ type, what, tenant, simulated }) => [type, what, tenant, simulated]),
        ]),
      )
    output.line(words.compatibility.summary(differences.length))
  }
  return 0
}

/** A report that somebody saved. @throws Failure `badInput` */
function readReport(file: string): CompatibilityReport {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    throw failure('badInput', words.compatibility.unreadable(file, error instanceof Error ? error.message : ''))
  }
  const report = CompatibilityReport.safeParse(parsed)
  if (!report.success) throw failure('badInput', words.compatibility.otherFile(file))
  return report.data
}

/** The same check of the simulated demo tenant. */
async function simulatedReport(resources: string): Promise<CompatibilityReport> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-compatibility-'))
  const { startSimulator } = await import('#simulator/simulator.ts')
  const simulator = await startSimulator({ resources, seed: 'demo', name: 'Simulated' })
  const variable = 'TENANTATLAS_SIMULATED_TOKEN'
  process.env[variable] = simulator.token
  const core = composeCore({
    host: 'cli',
    version: productVersion(),
    dataFolder: folder,
    resources,
    logToStderr: false,
    vault: noVault,
  })
  try {
    const tenantId = TenantId.parse(simulator.tenantId)
    await core.call('tenants.add', {
      id: tenantId,
      name: 'Simulated',
      environment: 'test',
      graphUrl: simulator.url,
      tokenVariable: variable,
    })
    await core.call('tenants.change', { tenantId, capturesEntra: true })
    const { runId } = await core.call('tenants.check', { tenantId })
    await core.finished(runId)
    const report = await core.call('tenants.compatibility', { tenantId })
    if (!report) throw failure('unexpected', words.compatibility.noSimulatedReport)
    return report
  } finally {
    await core.close()
    await simulator.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
