/** A block of the readable view, e.g. a category of settings. */
export interface ReadableSection {
  readonly title: string
  readonly rows: readonly ReadableRow[]
}

/** One setting in words. */
export interface ReadableRow {
  /** Stable key of the setting within its policy: pairs the rows of two versions. */
  readonly key: string
  readonly name: string
  readonly value: string
  /** Nesting below the setting above, from 0. */
  readonly depth: number
  /** The name was made from an identifier because no definition is at hand. */
  readonly derived?: boolean
  readonly description?: string
  /** The value is a text of its own: a script, a profile. */
  readonly language?: 'powershell' | 'shell' | 'xml' | 'json' | 'text'
}
