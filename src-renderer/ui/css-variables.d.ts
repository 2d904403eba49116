import 'react'

declare module 'react' {
  interface CSSProperties {
    /** A value that is known at run time only, for the kit's style sheets. */
    readonly [variable: `--${string}`]: string | number | undefined
  }
}
