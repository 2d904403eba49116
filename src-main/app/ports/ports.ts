import type { PathKind, ShellState, SystemSchedule, UpdateStep } from '#contract/model/shell.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import type { Json } from '#domain/json.ts'
import type { ContractBook } from '../contract/contract-book.ts'
import type { GraphConnection, GraphConnector } from './graph.ts'
import type { Courier } from './alerts.ts'
import type { AtlasFiles } from './atlas-files.ts'
import type { Auth } from './auth.ts'
import type { ReportFormats } from './report-formats.ts'
import type { StorageControl } from './storage.ts'
import type { Store } from './store.ts'
import type { TenantRow } from './tenants.ts'

/** Time, replaceable in tests. */
export interface Clock {
  now(): Date
  /** Waits; rejects when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** New identifiers, replaceable in tests. */
export type NewId = () => string

/** Seals secrets with a key that the operating system or the user keeps. */
export interface Vault {
  /** What protects the secrets, for example `Windows (DPAPI)`; null if nothing does, and then nothing is sealed. */
  readonly protection: string | null
  /** What somebody should know about it, as a sentence; null if there is nothing. */
  readonly concern?: string | null
  seal(text: string): Promise<Uint8Array | null>
  /** The clear text; null if it was sealed elsewhere. */
  open(sealed: Uint8Array): Promise<string | null>
}

/** Structured log, which never contains a token, a secret or the content of a policy. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

/** Files for the user. */
export interface Files {
  /** Writes a file below a folder, and creates the folder if needed. @throws Failure `badInput` */
  write(folder: string, path: string, content: string | Uint8Array): Promise<void>
  /** The text of a file below a folder; null if there is none. */
  read(folder: string, path: string): Promise<string | null>
  /** Removes a file below a folder, and the folders that are empty then. */
  remove(folder: string, path: string): Promise<void>
  /** The names in a folder below a folder; none if it isn't there. */
  names(folder: string, path: string): Promise<readonly string[]>
  /**
   * Commits files below a folder.
   *
   * @param describe what to say about the files that changed
   * @returns the commit, or null if nothing changed
   * @throws Failure `badInput`
   */
  commit(
    folder: string,
    paths: readonly string[],
    describe: (changed: readonly ChangedFile[]) => Promise<CommitText>,
    signal: AbortSignal,
  ): Promise<string | null>
  /** The text of a file below a folder, as it was last committed; null if it wasn't. */
  committed(folder: string, path: string): Promise<string | null>
  /** The newest message of a commit below a folder that has a line which starts so; null if there is none. */
  lastMessageWith(folder: string, start: string): Promise<string | null>
}

/** A file that a commit changes. The path is below the folder, in slashes. */
export interface ChangedFile {
  readonly path: string
  readonly change: 'added' | 'modified' | 'removed'
}

/** What a commit says. */
export interface CommitText {
  readonly message: string
  /** The user name of the person who made the changes; null for whoever uses git here. */
  readonly author: string | null
}

/** One file of an export, or why it can't be used. The path is below what was chosen, in slashes. */
export type ReadFile = { readonly path: string } & ({ readonly bytes: Uint8Array } | { readonly unusable: string })

/** Exports of other tools: a folder, a zip, or a single file. */
export interface Exports {
  /** Reads the files one after the other. @throws Failure `badInput` if there is nothing, or too much of it */
  read(path: string): AsyncIterable<ReadFile>
  /** Parses YAML without types of its own. @throws Error */
  parseYaml(text: string): unknown
  /** Parses a table, with commas or semicolons. @throws Error */
  parseCsv(text: string): string[][]
}

/** The demo tenant of this host: an in-process simulated Graph, started when it is first needed. */
export interface DemoTenant {
  readonly tenantId: string
  readonly name: string
  connect(): Promise<{ readonly graphUrl: string; readonly token: string }>
  /** Changes policies like another administrator would, and returns their names. */
  simulateChange(): Promise<readonly string[]>
  /** Lets half a year pass: captures, changes, findings and restores, as they would have happened. */
  makeHistory(): Promise<void>
}

/** An object of a simulated tenant: the path of its collection, and the object as Graph returns it. */
export interface SimulatedObject {
  readonly path: string
  readonly document: Json
}

/** Simulated copies of a tenant in this process. Changes to a copy don't affect the tenant. */
export interface Rehearsals {
  open(
    tenant: TenantRow,
    objects: readonly SimulatedObject[],
    signal: AbortSignal,
  ): Promise<{ readonly connection: GraphConnection; close(): Promise<void> }>
}

/** The program around the page. A browser and the command line have nothing of it (`hosts/no-shell.ts`). */
export interface HostShell {
  state(): ShellState
  /** Draws the window buttons light or dark. */
  dressButtons(symbols: 'light' | 'dark'): void
  openAtSignIn(open: boolean): void
  /** Turns the daily check for updates on or off. @throws Failure `badInput` where there is no place to look */
  checkForUpdates(on: boolean): void
  /** @throws Failure `badInput` if this step can't be taken now */
  update(step: UpdateStep): Promise<void>
  /** @returns what to call the file from now on; null if somebody canceled the dialog */
  saveFile(name: string): Promise<string | null>
  /** Adds a piece to a file that somebody chose, and writes it with the last one. @throws Failure `badInput` */
  addToFile(saving: string, piece: string, isLast: boolean): Promise<void>
  /** @returns the path; null if somebody canceled the dialog */
  choosePath(what: PathKind): Promise<string | null>
  /** The atlas file that somebody opened. It waits no longer then. */
  takeOpened(): string | null
  /** @returns the folder with what a report needs */
  reportProblem(): Promise<string>
  systemSchedule(): Promise<SystemSchedule>
  registerSchedule(registered: boolean): Promise<SystemSchedule>
}

/** The way to Graph and Entra. */
export interface Network {
  fetch(input: string, init?: RequestInit): Promise<Response>
  /** Which proxy requests to an address go through, and who issued the certificate that answers; null where unknown. */
  describe(url: string): Promise<{ readonly proxy: string | null; readonly certificate: string | null }>
}

/** Everything the core needs from outside. */
export interface Ports {
  readonly store: Store
  readonly graph: GraphConnector
  readonly auth: Auth
  readonly clock: Clock
  readonly newId: NewId
  readonly vault: Vault
  readonly files: Files
  readonly exports: Exports
  readonly atlasFiles: AtlasFiles
  readonly reportFormats: ReportFormats
  readonly shell: HostShell
  readonly storage: StorageControl
  readonly network: Pick<Network, 'describe'>
  /** Sends alerts to where people look. */
  readonly courier: Courier
  readonly log: Log
  readonly demo: DemoTenant
  readonly rehearsals: Rehearsals
  readonly contracts: ContractBook
  readonly settingDefinitions: ReadonlyMap<string, SettingDefinition>
  readonly info: {
    readonly version: string
    readonly host: 'electron' | 'web' | 'cli'
    readonly dataFolder: string
    /** Who uses this computer; empty if the system doesn't say it. */
    readonly user: string
  }
  /**
   * Takes the work lock of the data folder; null for a core beside one that has it, which leaves the runs of others alone.
   *
   * @throws Failure `busy` when another process has it
   */
  readonly takeWorkLock: (() => { release(): void }) | null
}
