import type { HostShell, Network, Vault } from '#app/ports/ports.ts'

/** What a host gives the command line: something that protects secrets, the way to Graph, and the program around it. */
export interface AtlasHost {
  readonly vault: Vault
  /** Tried where somebody chose a passphrase for the database. */
  readonly passphrase?: string | null
  readonly network?: Network
  /** What the system does for the app; that of a checkout by default. */
  readonly shell?: HostShell
}
