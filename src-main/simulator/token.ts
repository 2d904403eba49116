/** An access token for the simulated tenant: shaped as a JWT so that clients can read its `tid`. */
export function issueToken(tenantId: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return [
    part({ typ: 'JWT', alg: 'none' }),
    part({ aud: 'https://graph.microsoft.com', tid: tenantId, upn: 'admin@simulated.example', scp: 'DeviceManagementConfiguration.ReadWrite.All' }),
    crypto.randomUUID().replaceAll('-', ''),
  ].join('.')
}
