import { nonce } from '../nonce.ts'

/** Monaco has no option for a nonce: every style element made from here on carries the page's. */
const create = document.createElement
document.createElement = function createElement(this: Document, name: string, options?: ElementCreationOptions) {
  const element = create.call(this, name, options)
  if (element instanceof HTMLStyleElement) element.nonce = nonce
  return element
} as typeof document.createElement
