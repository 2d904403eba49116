/**
 * Where Vite serves the renderer in development (`npm run dev:electron` sets `ELECTRON_RENDERER_URL`). A packaged app
 * never asks, and nothing but this machine is believed.
 *
 * @returns null when the app shows its own files
 */
export function devServerOf(
  isPackaged: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): URL | null {
  const address = environment['ELECTRON_RENDERER_URL']
  if (isPackaged || address === undefined || !URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) ? url : null
}
