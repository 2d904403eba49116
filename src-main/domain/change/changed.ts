import type { Json } from '../json.ts'

/** What a policy becomes, or why a change can't be made to it. An unchanged document needs no change. */
export type Changed = { readonly document: Json } | { readonly cannot: string }
