/** Tells the test what the shell asked of the operating system. */
export function told(what: string, detail: object): void {
  process.send?.({ told: what, detail })
}
