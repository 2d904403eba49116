import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What stands between the product and a simulated Graph, and answers some requests in its place. */
export interface StandIn {
  readonly url: string
  /** Answers what the pattern fits, method and path, from now on; null for nothing. */
  answer(pattern: RegExp | null, status?: number, body?: string): void
  close(): void
}

export async function startStandIn(graph: string): Promise<StandIn> {
  let rule: { readonly pattern: RegExp; readonly status: number; readonly body: string } | null = null
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => void chunks.push(chunk))
      .on('end', () => {
        const path = request.url ?? ''
        if (rule?.pattern.test(`${request.method} ${path}`)) {
          response.writeHead(rule.status, { 'content-type': 'application/json' }).end(rule.body)
          return
        }
        const headers = Object.fromEntries(
          ['authorization', 'content-type', 'prefer', 'consistencylevel'].flatMap((name) =>
            typeof request.headers[name] === 'string' ? [[name, request.headers[name]]] : [],
          ),
        )
        void fetch(`${graph}${path}`, {
          method: request.method ?? 'GET',
          headers,
          ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
        }).then(async (answer) => {
          response
            .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' })
            .end(Buffer.from(await answer.arrayBuffer()))
        })
      })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (pattern, status = 200, body = '{}') => void (rule = pattern && { pattern, status, body }),
    close: () => void server.close(),
  }
}
