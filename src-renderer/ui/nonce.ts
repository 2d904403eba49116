/** The nonce that the host put into index.html. The attribute reads as empty once CSP is on: only the property works. */
export const nonce: string = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
