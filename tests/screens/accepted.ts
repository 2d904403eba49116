import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contactSheet, difference, fromSheet, type Thumbnail } from './sheet.ts'

/** The day of the pictures: ages, and the weeks of a year, look different on another one. */
export const dayOfPictures = '2026-11-26T12:00:00Z'

/** Share of a picture that may look different: sizes do, and what a run took. */
const tolerance = 0.03
const folder = 'tests/screens/expected'

/**
 * Compares pictures with those that somebody accepted, or accepts these.
 *
 * @param sheet the name of the accepted sheet
 * @param all names of all its pictures in their order, of which some may not have been taken now
 * @returns what looks different, as sentences
 */
export function changedSince(sheet: string, taken: readonly Thumbnail[], all: readonly string[]): string[] {
  const file = join(folder, `${sheet}.png`)
  if (process.env['ATLAS_ACCEPT'] !== undefined && taken.length === all.length) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, contactSheet(taken))
  }
  if (!existsSync(file)) return []
  const accepted = readFileSync(file)
  return taken.flatMap(({ name, picture }) => {
    const before = fromSheet(accepted, all.indexOf(name))
    const share = before ? difference(before, picture) : 1
    return share > tolerance ? [`${name}, ${sheet}: ${(share * 100).toFixed(1)} % looks different`] : []
  })
}

/** What to do about pictures that look different. */
export const howToAccept = 'Look at test-results. If this is meant, run: npm run screens -- --accept'
