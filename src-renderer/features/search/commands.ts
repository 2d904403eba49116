import type { Tenant } from '#contract/model/tenants.ts'
import { call } from '#renderer/api/client.ts'
import { words } from './words.ts'

/** An entry of the palette that starts something or opens a screen. */
export interface Command {
  readonly title: string
  readonly run: (tenant: Tenant, navigate: (path: string) => void) => void
}

/** Runs appear in the bar at the bottom, and so do their failures. */
const commands: readonly Command[] = [
  { title: words.commands.capture, run: (tenant) => void call('runs.capture', { tenantId: tenant.id }) },
  { title: words.commands.sync, run: (tenant) => void call('runs.sync', { tenantId: tenant.id }) },
  { title: words.commands.definitions, run: (tenant) => void call('runs.definitions', { tenantId: tenant.id }) },
  { title: words.commands.verify, run: (tenant) => void call('backups.verify', { tenantId: tenant.id }) },
  ...Object.entries(words.screens).map(([path, screen]): Command => ({
    title: words.goTo(screen),
    run: (_tenant, navigate) => navigate(path),
  })),
]

/** Commands that contain every word of a text, in any order. */
export const findCommands = (text: string): readonly Command[] => {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ title }) => parts.every((part) => title.toLowerCase().includes(part)))
}
