import type { Answer } from './answers.ts'

/** A state in which somebody may find a screen. */
export interface ScreenState {
  readonly name: string
  readonly answer: (method: string, result: unknown) => Answer
  /** What every screen shows then; null if that depends on the screen. */
  readonly says: RegExp | null
}

/** What the frame around the screens reads: without it, there is no screen. */
const ofFrame = new Set([
  'tenants.list',
  'tenants.connection',
  'storage.get',
  'shell.get',
  'app.info',
  'notifications.list',
  'runs.active',
])

const refused = {
  code: 'forbidden',
  message: 'Microsoft Graph refuses this account.',
  hint: 'Ask an administrator for the role Intune Read-Only Operator.',
  requestId: '5c0f8f1e-6b1f-4d55-9f42-0d4a3f1c2b7a',
} as const
const damaged = {
  code: 'storage',
  message: "The database can't be read.",
  hint: 'Check the disk, and then start TenantAtlas again.',
} as const

const instead =
  (answer: Answer) =>
  (method: string): Answer =>
    ofFrame.has(method) ? 'asItIs' : answer

/** Tables that can be long, and where their rows are in the answer. */
const long: Readonly<Record<string, string | null>> = {
  'policies.list': 'policies',
  'versions.recent': null,
  'runs.list': null,
  'audit.list': null,
  'drift.findings': null,
  'backups.list': null,
}
const manyRows = 10_000
const longName = 'Verwaltungsgesellschaft für Beteiligungen und Dienstleistungen '.repeat(5).slice(0, 300)
const names = [longName, 'مؤسسة الاختبار – نهج الأمان الأساسي', 'Windows – baseline 🧭 <b>not markup</b>', 'x']

/** A row again and again, with names as hard as they come. */
function multiplied(rows: readonly unknown[]): unknown[] {
  if (rows.length === 0) return []
  return Array.from({ length: manyRows }, (_, at) => {
    const row = rows[at % rows.length] as Record<string, unknown>
    const name = names[at % names.length]!
    return {
      ...row,
      id: at < rows.length ? row['id'] : `${String(row['id'])}-${at}`,
      ...(typeof row['name'] === 'string' ? { name } : {}),
      ...(typeof row['policyName'] === 'string' ? { policyName: name } : {}),
    }
  })
}

function manyOf(method: string, result: unknown): Answer {
  if (!(method in long) || result === undefined) return 'asItIs'
  const at = long[method]!
  if (at === null) return { result: multiplied(result as unknown[]) }
  const whole = result as Record<string, unknown>
  return { result: { ...whole, [at]: multiplied(whole[at] as unknown[]), total: manyRows } }
}

/** The states of a screen with the demo tenant behind it. What is empty needs a tenant of its own. */
export const states: readonly ScreenState[] = [
  { name: 'loading', answer: instead('none'), says: null },
  { name: 'error', answer: instead({ error: damaged }), says: /The database can't be read\./ },
  { name: 'forbidden', answer: instead({ error: refused }), says: /5c0f8f1e-6b1f-4d55-9f42-0d4a3f1c2b7a/ },
  {
    name: 'offline',
    answer: (method, result) =>
      method === 'tenants.connection'
        ? {
            result: {
              ...(result as object),
              state: 'offline',
              account: 'admin@contoso.example',
              since: '2026-01-05T08:00:00.000Z',
              nextTry: null,
              problem: {
                code: 'unreachable',
                message: "Microsoft Graph can't be reached.",
                hint: 'Check the network.',
              },
            },
          }
        : 'asItIs',
    says: /Offline/,
  },
  { name: 'huge', answer: manyOf, says: null },
]
