import { win32 } from 'node:path'

/**
 * The full path of something in the system folder of Windows, which would otherwise look in the working folder first.
 *
 * @param name with its ending, or a path below the folder
 */
export const inSystem32 = (
  name: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string => win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', name)

/** PowerShell as Windows comes with it, below the system folder. */
export const powerShellPath = 'WindowsPowerShell\\v1.0\\powershell.exe'
