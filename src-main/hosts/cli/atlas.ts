import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { Failure, toAppError } from '#contract/errors.ts'
import { createStoreKeys } from '#infra/store/encryption/store-keys.ts'
import { isUpdateDue } from '#infra/store/update.ts'
import { createPassphraseVault, noVault } from '#infra/vault/passphrase-vault.ts'
import { composeCore } from '../compose.ts'
import { dataFolderOf, productVersion, projectFolder } from '../folders.ts'
import { openBrowser } from '../open-browser.ts'
import { addBackupCommands } from './commands/backup.ts'
import { addImportCommands } from './commands/import.ts'
import { addCaptureCommands } from './commands/capture.ts'
import { addCompatibilityCommand } from './commands/compatibility.ts'
import { addReportCommands } from './commands/report.ts'
import { addRestoreCommands } from './commands/restore.ts'
import { addRunCommands } from './commands/run.ts'
import { addSimulatorCommand } from './commands/simulator.ts'
import { addStoreCommands } from './commands/store.ts'
import { addTenantCommands } from './commands/tenant.ts'
import { addTypesCommand } from './commands/types.ts'
import { addCompareCommand } from './commands/compare.ts'
import { addRolloutCommands } from './commands/rollout.ts'
import { addStandardCommands } from './commands/standard.ts'
import { addCoverageCommand, addDeviationCommands } from './commands/coverage.ts'
import { addDependenciesCommand } from './commands/dependencies.ts'
import { addDriftCommands } from './commands/drift.ts'
import { addPurgeCommand } from './commands/lifecycle.ts'
import { addScheduleCommands } from './commands/schedules.ts'
import { addAlertCommands } from './commands/alerts.ts'
import { addAdviceCommand } from './commands/advice.ts'
import { addApiCommand, addCompletionCommands } from './commands/api.ts'
import { addChangeCommands } from './commands/change.ts'
import { addMcpCommand } from './commands/mcp.ts'
import { addRecipientCommands } from './commands/recipients.ts'
import { addReadingCommands } from './commands/reading.ts'
import { addSearchCommand } from './commands/search.ts'
import { createOutput, exitCodeOf, exitCodes, reportError } from './output.ts'
import { connectToOpenApp } from './open-app.ts'
import type { AtlasHost } from './atlas-host.ts'
import type { CommandCore, Session } from './session.ts'
import { words as hostWords } from '../words.ts'
import { words } from './words.ts'

interface OpenedCore {
  readonly core: CommandCore
  close(): Promise<void>
}

/** The command line outside the app: a passphrase from the environment protects secrets. */
export function plainHost(): AtlasHost {
  const passphrase = process.env['TENANTATLAS_VAULT_KEY']
  return { vault: passphrase ? createPassphraseVault(passphrase) : noVault, passphrase: passphrase ?? null }
}

/** Runs one command line. @returns the exit code */
export async function runAtlas(argv: readonly string[], host: AtlasHost): Promise<number> {
  process.stdout.on('error', ignoreClosedPipe)
  let code: number = exitCodes.done
  const program = new Command('atlas')
    .description(words.program.description)
    .version(productVersion(), '-V, --version', words.program.version)
    .helpOption('-h, --help', words.program.showHelp)
    .helpCommand('help [command]', words.program.showHelp)
    .option('--data <dir>', words.program.data)
    .option('--json', words.program.json)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  let csvFile: string | undefined
  program.hook('preAction', (_program, command) => {
    csvFile = command.opts<{ csv?: string }>().csv
    const { data } = program.opts<{ data?: string }>()
    program.setOptionValue('data', dataFolderOf(data ?? null))
  })
  const resources = join(projectFolder(), 'resources')

  /** Opens a core for one command and closes it again, however the command ends. An open app lends its own. */
  async function withCore(work: (session: Session) => Promise<number>): Promise<void> {
    const { data, json } = program.opts<{ data: string; json?: boolean }>()
    const lent = await lentCore(data)
    const isLent = lent !== null
    const { core, close } = lent ?? (await ownCore(data))
    let isEnding = false
    const stop = () => {
      // A second signal of one Ctrl+C.
      if (isEnding) return
      isEnding = true
      if (isLent) process.stderr.write(`${hostWords.openApp.goesOn}\n`)
      void close().then(() => process.exit(exitCodes.failed))
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    try {
      code = await work({ core, output: createOutput(json === true, csvFile) })
    } finally {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
      await close()
    }
  }

  async function lentCore(dataFolder: string): Promise<OpenedCore | null> {
    const app = await connectToOpenApp(dataFolder, productVersion())
    return app && { core: app, close: async () => app.close() }
  }

  async function ownCore(dataFolder: string): Promise<OpenedCore> {
    const { passphrase, ...parts } = host
    const storeKey = await createStoreKeys(dataFolder, host.vault, passphrase).current()
    if (isUpdateDue(dataFolder, storeKey)) process.stderr.write(`${hostWords.storage.updating}\n`)
    const core = composeCore({
      host: 'cli',
      version: productVersion(),
      dataFolder,
      resources,
      logToStderr: false,
      openBrowser,
      storeKey,
      ...parts,
    })
    return { core: { ...core, runDue: core.schedules.runDue }, close: () => core.close() }
  }

  const withoutCore = async (work: () => Promise<number>): Promise<void> => void (code = await work())
  addSimulatorCommand(program, resources, withoutCore)
  addCompatibilityCommand(program, resources, withoutCore)
  addStoreCommands(program, host, withoutCore)
  addTenantCommands(program, withCore)
  addCaptureCommands(program, withCore)
  addBackupCommands(program, withCore)
  addImportCommands(program, withCore)
  addApiCommand(program, withCore, withoutCore)
  addCompletionCommands(program, withoutCore)
  addChangeCommands(program, withCore)
  addMcpCommand(program, withCore)
  addRecipientCommands(program, withCore)
  addAlertCommands(program, withCore)
  addReportCommands(program, withCore)
  addRestoreCommands(program, withCore)
  addRunCommands(program, withCore)
  addTypesCommand(program, withCore)
  addDriftCommands(program, withCore)
  addScheduleCommands(program, withCore)
  addCompareCommand(program, withCore)
  addCoverageCommand(program, withCore)
  addDeviationCommands(program, withCore)
  addStandardCommands(program, withCore)
  addRolloutCommands(program, withCore)
  addSearchCommand(program, withCore)
  addReadingCommands(program, withCore)
  addAdviceCommand(program, withCore)
  addDependenciesCommand(program, withCore)
  addPurgeCommand(program, withCore)

  const json = argv.includes('--json')
  try {
    await program.parseAsync(globalsFirst(argv), { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0 || error.code === 'commander.help' || error.code === 'commander.helpDisplayed')
        return error.exitCode === 0 ? exitCodes.done : exitCodes.badUsage
      reportError(createOutput(json), { code: 'badInput', message: sentence(error.message), hint: words.program.help })
      return exitCodes.badUsage
    }
    const problem = toAppError(error)
    if (!(error instanceof Failure)) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    reportError(createOutput(json), problem)
    return exitCodeOf(problem)
  }
}

/** `atlas … | head` reads no more once it has its lines. The command goes on. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** Turns `error: unknown option '--x'` into a sentence. */
const sentence = (message: string): string => {
  const text = message.replace(/^error: /, '')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
}

/** `--data DIR` and `--json` can be anywhere in the command. */
function globalsFirst(argv: readonly string[]): string[] {
  const globals: string[] = []
  const rest: string[] = []
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at]!
    if (word === '--json' || word.startsWith('--data=')) globals.push(word)
    else if (word === '--data' && at + 1 < argv.length) globals.push(word, argv[(at += 1)]!)
    else rest.push(word)
  }
  return [...globals, ...rest]
}
