import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import type { Json } from '#domain/json.ts'

/** What a webhook got. */
export interface Posted {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  readonly body: Json
}

/** A webhook on this computer. It takes everything, until `answers` says otherwise. */
export async function startWebhook() {
  const posted: Posted[] = []
  const next: { readonly status: number; readonly headers?: Readonly<Record<string, string>> }[] = []
  let onPost: (() => void) | null = null
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      posted.push({ headers: request.headers, text: body, body: JSON.parse(body) as Json })
      if (onPost) return onPost()
      const { status, headers } = next.shift() ?? { status: 202 }
      response.writeHead(status, headers).end('secret answer')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/workflows/abc?sig=very-secret-signature`,
    posted,
    /** What the next requests get. */
    answers: (...answers: typeof next) => void next.push(...answers),
    /** Never answers, and does this instead; null to answer again. */
    instead: (work: (() => void) | null) => void (onPost = work),
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A mail as it arrived. */
export interface Mailed {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
}

/** An SMTP server on this computer, without TLS. */
export async function startMailServer() {
  const mails: Mailed[] = []
  const refusals: { readonly code: number }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      done(address.startsWith('gone@') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => {
        const refusal = refusals.shift()
        if (refusal) return done(Object.assign(new Error('not now'), { responseCode: refusal.code }))
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    mails,
    /** The next mails are refused with these codes. */
    refuses: (...codes: readonly number[]) => void refusals.push(...codes.map((code) => ({ code }))),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
      }),
  }
}
