import type { INetworkModule } from '@azure/msal-node'
import type { Network } from '#app/ports/ports.ts'

type Options = Parameters<INetworkModule['sendPostRequestAsync']>[1]
type Answer = Awaited<ReturnType<INetworkModule['sendPostRequestAsync']>>

/** Sends msal's requests the same way as all others: with the host's proxy and certificates. */
export interface AuthNetwork {
  readonly client: INetworkModule
  /** The answer of the service to the last refused request. msal drops it for device codes. */
  lastRefusal(): string | null
}

const timeoutMs = 30_000

export function createAuthNetwork(fetch: Network['fetch']): AuthNetwork {
  let refusal: string | null = null
  async function send(method: 'GET' | 'POST', url: string, options: Options): Promise<Answer> {
    const response = await fetch(url, {
      method,
      headers: options?.headers ?? {},
      ...(method === 'POST' ? { body: options?.body ?? '' } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    const body = parsed(text)
    if (!response.ok && 'error_description' in body) refusal = String(body['error_description'])
    return { headers: Object.fromEntries(response.headers), body, status: response.status }
  }
  return {
    client: {
      sendGetRequestAsync: async <T>(url: string, options?: Options) =>
        (await send('GET', url, options)) as Awaited<ReturnType<INetworkModule['sendGetRequestAsync']>> & { body: T },
      sendPostRequestAsync: async <T>(url: string, options?: Options) =>
        (await send('POST', url, options)) as Answer & { body: T },
    },
    lastRefusal: () => refusal,
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
