import type { Command } from 'commander'
import { Failure } from '#contract/errors.ts'
import { disobediences } from '#simulator/disobedience.ts'
import { words } from '../words.ts'

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
  readonly doubt?: boolean
  readonly newer?: string
  readonly metadata?: boolean
  readonly disobey?: string
  readonly unlicensed?: string
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
    .description(words.simulator.description)
    .option('--port <n>', words.simulator.port, '0')
    .option('--seed <dir|demo|golden>', words.simulator.seed)
    .option('--tenant-id <guid>', words.simulator.tenantId)
    .option('--latency <ms>', words.simulator.latency)
    .option('--faults <file>', words.simulator.faults)
    .option('--throttle', words.simulator.throttle)
    .option('--approval <types>', words.simulator.approval)
    .option('--consistency <ms>', words.simulator.consistency)
    .option('--authority', words.simulator.authority)
    .option('--unlicensed <types>', words.simulator.unlicensed)
    .option('--doubt', words.simulator.doubt)
    .option('--newer <file>', words.simulator.newer)
    .option('--no-metadata', words.simulator.noMetadata)
    .option('--disobey <words>', words.simulator.disobey(disobediences))
    .option('--record <file>', words.simulator.record)
    .action((options: Options) => run(() => serve(options, resources)))
}

async function serve(options: Options, resources: string): Promise<number> {
  const port = wholeNumber('--port', options.port, 65_535)
  const latencyMs = options.latency === undefined ? 0 : wholeNumber('--latency', options.latency, 600_000)
  if (options.tenantId !== undefined && !guid.test(options.tenantId))
    throw new Failure('badInput', words.common.notGuid(options.tenantId))
  let simulator
  const [{ startSimulator }, { simulatedDirectory }, { readDisobedience }, { documentedLimits }] = await Promise.all([
    import('#simulator/simulator.ts'),
    import('#simulator/authority/directory.ts'),
    import('#simulator/disobedience.ts'),
    import('#simulator/throttle.ts'),
  ])
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
      ...(options.unlicensed === undefined ? {} : { unlicensed: options.unlicensed.split(',') }),
      ...(options.doubt ? { doubt: true } : {}),
      ...(options.newer === undefined ? {} : { newer: options.newer }),
      ...(options.metadata === false ? { noMetadata: true } : {}),
      ...(options.disobey === undefined ? {} : { disobeys: readDisobedience(options.disobey) }),
      ...(options.throttle ? { throttle: documentedLimits } : {}),
      ...(options.approval === undefined ? {} : { approval: options.approval.split(',') }),
      ...(options.consistency === undefined
        ? {}
        : { consistencyMs: wholeNumber('--consistency', options.consistency, 600_000) }),
    })
  } catch (error) {
    throw new Failure('badInput', error instanceof Error ? error.message : String(error), {
      hint: words.simulator.help,
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
    throw new Failure('badInput', words.common.notWhole(option, least, most, text))
  return value
}
