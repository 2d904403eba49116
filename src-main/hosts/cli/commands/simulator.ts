import type { Command } from 'commander'
import { Failure } from '#contract/errors.ts'
import { simulatedDirectory } from '#simulator/authority/directory.ts'
import { documentedLimits } from '#simulator/throttle.ts'
import { startSimulator } from '#simulator/simulator.ts'

interface Options {
  readonly port: string
  readonly seed?: string
  readonly tenantId?: string
  readonly latency?: string
  readonly faults?: string
  readonly record?: string
  readonly throttle?: boolean
  readonly approval?: string
  readonly consistency?: string
  readonly authority?: boolean
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `atlas simulator`: serves a simulated Microsoft Graph until SIGTERM. */
export function addSimulatorCommand(
  program: Command,
  resources: string,
  run: (work: () => Promise<number>) => Promise<void>,
): void {
  program
    .command('simulator')
    .description('serve a simulated Microsoft Graph')
    .option('--port <n>', 'port, 0 for any free one', '0')
    .option('--seed <dir|demo|golden>', 'folder <graph collection>/*.json, or a built-in tenant')
    .option('--tenant-id <guid>', 'id of the simulated tenant')
    .option('--latency <ms>', 'wait before each answer')
    .option('--faults <file>', 'JSON array of faults')
    .option('--throttle', 'refuse what exceeds the documented limits of a service')
    .option('--approval <types>', 'collections that Multi Admin Approval protects, separated by commas')
    .option('--consistency <ms>', 'how long a created object cannot be read yet')
    .option('--authority', 'serve a sign-in service over TLS too')
    .option('--record <file>', 'append each request as NDJSON')
    .action((options: Options) => run(() => serve(options, resources)))
}

async function serve(options: Options, resources: string): Promise<number> {
  const port = wholeNumber('--port', options.port, 65_535)
  const latencyMs = options.latency === undefined ? 0 : wholeNumber('--latency', options.latency, 600_000)
  if (options.tenantId !== undefined && !guid.test(options.tenantId))
    throw new Failure('badInput', `The tenant id ${options.tenantId} is not a GUID.`)
  let simulator
  try {
    simulator = await startSimulator({
      resources,
      port,
      latencyMs,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.tenantId === undefined ? {} : { tenantId: options.tenantId.toLowerCase() }),
      ...(options.faults === undefined ? {} : { faultsFile: options.faults }),
      ...(options.record === undefined ? {} : { record: options.record }),
      ...(options.authority ? { authority: simulatedDirectory } : {}),
      ...(options.throttle ? { throttle: documentedLimits } : {}),
      ...(options.approval === undefined ? {} : { approval: options.approval.split(',') }),
      ...(options.consistency === undefined
        ? {}
        : { consistencyMs: wholeNumber('--consistency', options.consistency, 600_000) }),
    })
  } catch (error) {
    throw new Failure('badInput', error instanceof Error ? error.message : String(error), {
      hint: 'See: atlas simulator --help',
      cause: error,
    })
  }
  process.stdout.write(
    `${JSON.stringify({ url: simulator.url, tenantId: simulator.tenantId, token: simulator.token, ...(simulator.authority ? { authority: simulator.authority.url, certificate: simulator.authority.certificate } : {}) })}\n`,
  )
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  await simulator.close()
  return 0
}

/** A whole number of an option. @throws Failure `badInput` */
export function wholeNumber(option: string, text: string, most: number, least = 0): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Failure(
      'badInput',
      `The option ${option} must be a whole number from ${least} to ${most}, not "${text}".`,
    )
  return value
}
