/** The nonce that the host put into index.html. With a CSP the attribute reads as empty: only the property works. */
export const nonce: string = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
