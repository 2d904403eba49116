import { execFile } from 'node:child_process'
import { inSystem32, powerShellPath } from './system32.ts'

/** Runs a script of Windows PowerShell with variables, and returns what it printed. It rejects with what went wrong. */
export type RunPowerShell = (script: string, variables: Readonly<Record<string, string>>) => Promise<string>

const timeoutMs = 60_000

/**
 * The start of a script. Constrained Language Mode, which firms set on admin workstations, forbids the .NET calls that
 * come after. What is printed is read as UTF-8 (Microsoft Learn: about_Language_Modes, about_Character_Encoding).
 */
export const scriptStart = `
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { throw 'ATLAS_RESTRICTED' }
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
`

/**
 * The environment of a script. PowerShell 7 leaves its module path to the programs that it starts, and Windows
 * PowerShell then loads modules that it can't use (electron-userland/electron-builder#7127).
 */
export function scriptEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  variables: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  const kept = Object.entries(environment).filter(([name]) => name.toLowerCase() !== 'psmodulepath')
  return { ...Object.fromEntries(kept), ...variables }
}

/** By its full path, so that no other program of that name is started. */
export const windowsPowerShell: RunPowerShell = (script, variables) =>
  new Promise((resolve, reject) => {
    const child = execFile(
      inSystem32(powerShellPath),
      ['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-OutputFormat', 'Text', '-Command', script],
      { env: scriptEnvironment(process.env, variables), windowsHide: true, timeout: timeoutMs },
      (error, stdout, stderr) => (error ? reject(new Error(stderr || error.message)) : resolve(stdout)),
    )
    // PowerShell can wait for input that never comes (PowerShell/PowerShell, psake/psake#72).
    child.stdin?.end()
  })
