import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import type { AlertTarget } from '#contract/model/alerts.ts'
import type { Delivered } from '#app/ports/alerts.ts'
import type { Message } from '#domain/alerts/message.ts'
import { mailHtml, mailText } from './mail-body.ts'
import { words } from './words.ts'

const timeouts = { greetingTimeout: 15_000, socketTimeout: 25_000 }

/** Sends a message over SMTP. The Message-ID stays, so that mail servers drop a mail that comes twice. */
export async function sendMail(
  target: Extract<AlertTarget, { kind: 'mail' }>,
  message: Message,
  signal: AbortSignal,
): Promise<Delivered> {
  const { host, port, security, user, password, from, to } = target
  // A socket of our own, because nodemailer ends one that is in use only when its server does.
  const socket = connect({ host, port, signal })
  const transport = createTransport({
    getSocket: (_options, done) => {
      socket.once('connect', () => done(null, { connection: socket }))
      socket.once('error', (error) => done(error, false))
    },
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== null && password !== null ? { auth: { user, pass: password } } : {}),
    ...timeouts,
    // Names of policies are text, whatever they look like.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { rejected } = await transport.sendMail({
      from: { name: 'TenantAtlas', address: from },
      to: to.map((address) => ({ name: '', address })),
      messageId: `<${message.id}@tenantatlas>`,
      subject: message.subject,
      text: mailText(message),
      html: mailHtml(message),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-TenantAtlas-Message': message.id },
    })
    // The others have it, and would have it twice if it was sent again.
    return rejected.length === 0
      ? { state: 'sent' }
      : { state: 'sent', problem: words.someRefused(rejected.length, to.length, host) }
  } catch (error) {
    return signal.aborted ? { state: 'later', problem: words.tooSlow(host) } : problemOf(error, host)
  } finally {
    transport.close()
    socket.destroy()
  }
}

/** What a failure of nodemailer means (nodemailer docs: error codes; RFC 5321: 5yz is permanent). */
function problemOf(error: unknown, host: string): Delivered {
  const { code, message = '', responseCode } = error as { code?: string; message?: string; responseCode?: number }
  if (/certificate|altname/i.test(message)) return { state: 'never', problem: words.mailCertificate(host) }
  if (code === 'ETLS') return { state: 'never', problem: words.mailSecurity(host) }
  if (code === 'EAUTH') return { state: 'never', problem: words.mailSignIn(host) }
  if (code === 'EENVELOPE' && (responseCode ?? 500) >= 500)
    return { state: 'never', problem: words.mailAddresses(host) }
  if (responseCode !== undefined && responseCode >= 500)
    return { state: 'never', problem: words.mailRefused(host, responseCode) }
  return {
    state: 'later',
    problem: responseCode === undefined ? words.unreachable(host) : words.busy(host, responseCode),
  }
}
