/** The size of a file for a person: `48 KB`, `2.1 MB`. */
export const bytes = (size: number): string =>
  size < 1_000_000 ? `${Math.max(1, Math.round(size / 1_000))} KB` : `${(size / 1_000_000).toFixed(1)} MB`
