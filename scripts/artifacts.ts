import { basename } from 'node:path'

/** The most that an artifact may have, in megabytes. Electron itself has about 110 when it is compressed. */
export const mostMegabytes = 180

/** Signing works by variables of the environment; without them, electron-builder leaves it out silently. */
const signedBy: Readonly<Record<string, readonly string[]>> = {
  win: ['WIN_CSC_LINK', 'CSC_LINK'],
  mac: ['CSC_LINK', 'CSC_NAME'],
}

/** What is said of one artifact: its size, and whether it is signed. */
export function lineOf(
  path: string,
  megabytes: number,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const name = basename(path)
  const variables = signedBy[/-(win|mac|linux)-/.exec(name)?.[1] ?? '']
  const signature = !variables
    ? 'signed by its repository, if at all'
    : // The first one that is there counts, also an empty one (electron-builder docs: code signing).
      environment[variables.find((variable) => environment[variable] !== undefined) ?? '']
      ? 'signed'
      : 'NOT SIGNED: the system will warn people who open it'
  return `${name}: ${megabytes.toFixed(1)} MB, ${signature}`
}
