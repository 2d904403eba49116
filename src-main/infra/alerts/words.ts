import { counted } from '#domain/counted.ts'

/** What the courier says. No sentence contains more of an address than its host. */
export const words = {
  noUrl: 'This isn’t an address. Copy the whole address of the webhook, with https:// in front.',
  noHttps: 'The address has to start with https://. Otherwise anybody on the way could read the alerts.',
  passwordInUrl: 'The address contains a user name or a password. Use one without.',
  halfSignedIn: 'Enter both a user name and a password, or neither.',
  openPassword: 'A password isn’t sent without TLS. Choose TLS or STARTTLS, or leave the password out.',
  thisComputer: 'this computer',
  people: (count: number, host: string) => `${counted(count, 'recipient')} via ${host}`,
  tooSlow: (host: string) => `${host} didn’t answer within half a minute.`,
  unreachable: (host: string) => `${host} can’t be reached. Check its name, the network, and the firewall.`,
  busy: (host: string, status: number) => `${host} can’t take messages now (${status}).`,
  redirects: (host: string) => `${host} leads to another address. Enter that address.`,
  gone: (host: string) =>
    `${host} doesn’t know this address any more. Create the webhook or the workflow again, and enter its new address.`,
  refused: (host: string, status: number) =>
    `${host} refused the message (${status}). Check that the address is whole, and that its owner lets you post.`,
  mailSignIn: (host: string) => `${host} refused the user name or the password. Enter them again.`,
  mailAddresses: (host: string) => `${host} refused the sender or a recipient. Check the addresses.`,
  mailRefused: (host: string, status: number) => `${host} refused the mail (${status}).`,
  mailSecurity: (host: string) =>
    `${host} doesn’t offer the security that was chosen. Choose TLS or STARTTLS, and its port.`,
  mailCertificate: (host: string) =>
    `The certificate of ${host} isn’t one that this computer trusts. Check the name of the server, or let the computer trust who issued it.`,
  someRefused: (count: number, of: number, host: string) =>
    `${host} refused ${count} of ${counted(of, 'recipient')}. The others have the message.`,
  unexpected: 'Something unexpected happened while it was sent.',
}
