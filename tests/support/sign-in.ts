import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

interface Page {
  readonly status: number
  readonly location: string | undefined
  readonly text: string
}

/** One request; `fetch` would keep certificates that were trusted when it first ran. */
function ask(url: string, form?: URLSearchParams, certificate?: string): Promise<Page> {
  const request = url.startsWith('https') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: form ? 'POST' : 'GET',
        agent: false,
        ...(certificate === undefined ? {} : { ca: certificate }),
        headers: form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {},
      },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, location: response.headers.location, text }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(form?.toString())
  })
}

const unescape = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))

/** Does what a person and a browser do on the sign-in page; an empty account cancels. */
export async function signInAs(url: string, account: string): Promise<string> {
  const form = new URLSearchParams(new URL(url).search)
  form.set('account', account)
  const answer = await ask(url, form)
  if (answer.location) return (await ask(answer.location)).text
  const action = /<form method="post" action="([^"]+)"/.exec(answer.text)?.[1]
  if (!action) return answer.text
  const values = new URLSearchParams(
    [...answer.text.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      unescape(name!),
      unescape(value!),
    ]),
  )
  return (await ask(unescape(action), values)).text
}

/** Enters a device's code, as a person does on another device; an empty account declines. */
export const enterDeviceCode = async (
  url: string,
  code: string,
  account: string,
  certificate?: string,
): Promise<string> => (await ask(url, new URLSearchParams({ code, account }), certificate)).text
