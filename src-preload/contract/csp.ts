/**
 * The Content-Security-Policy of the renderer, one string for both hosts. Styles need a nonce because Fluent UI
 * and Monaco insert style elements at run time; inline style attributes are how React positions rows.
 *
 * @param nonce a new one for each document
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

/** Placeholder in `index.html` that the host replaces with the nonce. */
export const noncePlaceholder = '{{nonce}}'
