import type { INativeBrokerPlugin } from '@azure/msal-node'

/** The broker of the system, with the window that its own window belongs to. */
export interface Broker {
  readonly plugin: INativeBrokerPlugin
  /** The handle of the app's window, as Electron's `getNativeWindowHandle` returns it. */
  windowHandle(): Buffer | undefined
}

/**
 * The broker of Windows (Web Account Manager), which signs in with the accounts of this computer. Loading it takes its
 * native library, so it is loaded when it is first asked for (msal-node docs: brokering).
 *
 * @returns null where there is none
 */
export function windowsBroker(platform: string, windowHandle: Broker['windowHandle']): () => Promise<Broker | null> {
  let loading: Promise<Broker | null> | null = null
  const load = async (): Promise<Broker | null> => {
    if (platform !== 'win32') return null
    try {
      const { NativeBrokerPlugin } = await import('@azure/msal-node-extensions')
      const plugin = new NativeBrokerPlugin()
      return plugin.isBrokerAvailable ? { plugin, windowHandle } : null
    } catch {
      // An older Windows, or a computer whose policy forbids the library. The browser and codes are left.
      return null
    }
  }
  return () => (loading ??= load())
}

/** The redirect URI under which a client ID is known to the broker of Windows (msal-node docs: brokering). */
export const brokerRedirectUri = (clientId: string): string => `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`
