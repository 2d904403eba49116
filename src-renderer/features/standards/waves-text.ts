import type { Wave } from '#contract/model/standards.ts'

/** Waves as somebody writes them: one per line, `Pilot: Ring 0, Ring 1`. */
export const wavesText = (waves: readonly Wave[]): string =>
  waves.map(({ name, groups }) => `${name}: ${groups.join(', ')}`).join('\n')

/** Reads waves. @returns the first line that is none as `bad` */
export function readWaves(text: string): { readonly waves: readonly Wave[] } | { readonly bad: string } {
  const waves: Wave[] = []
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue
    const at = line.indexOf(':')
    const groups = line
      .slice(at + 1)
      .split(',')
      .map((group) => group.trim())
      .filter((group) => group !== '')
    const name = line.slice(0, Math.max(0, at)).trim()
    if (name === '' || groups.length === 0) return { bad: line }
    waves.push({ name, groups })
  }
  return { waves }
}
