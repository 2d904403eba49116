import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { z } from 'zod'
import { Failure } from '#contract/errors.ts'
import { PlanId, TenantId } from '#contract/model/ids.ts'
import type { Plan, PlanItem, SecretAsk } from '#contract/model/plans.ts'
import { table } from '../output.ts'
import { secretWords as words } from '../secret-words.ts'
import { findOwner, type RunCommand, type Session } from '../session.ts'

/** One answer of the file. The value itself is better in an environment variable. */
const Answer = z.strictObject({
  policy: z.string(),
  /** Type or kind, where several policies have the name. */
  type: z.string().optional(),
  /** Label or JSON Pointer of the secret. */
  secret: z.string(),
  variable: z.string().optional(),
  value: z.string().min(1).optional(),
  keep: z.literal(true).optional(),
})
type Answer = z.infer<typeof Answer>

/**
 * `atlas restore secrets`: what a plan asks for, or the answers to it.
 *
 * @param report waits for a plan and prints it
 */
export function addRestoreSecretsCommand(
  restore: Command,
  run: RunCommand,
  report: (session: Session, tenantId: string, runId: string) => Promise<number>,
): void {
  restore
    .command('secrets <plan>')
    .description(words.description)
    .option('--file <file>', words.file)
    .action((id: string, { file }: { file?: string }) =>
      run(async (session) => {
        const planId = PlanId.parse(id)
        const owner = await findOwner(session, 'plan', id, (tenantId) =>
          session.core.call('restore.get', { tenantId: TenantId.parse(tenantId), planId }),
        )
        const tenantId = TenantId.parse(owner.id)
        const plan = await session.core.call('restore.get', { tenantId, planId })
        if (file === undefined) return list(session, plan)
        const answers = readAnswers(file).map((answer) => ({ ...findAsk(plan, answer), answer: valueOf(answer) }))
        for (const { item, ask, answer } of answers)
          await session.core.call('restore.answerSecret', {
            tenantId,
            planId,
            seq: item.seq,
            pointer: ask.pointer,
            answer,
          })
        const { runId } = await session.core.call('restore.planAgain', { tenantId, planId })
        return report(session, owner.id, runId)
      }),
    )
}

function list({ output }: Session, plan: Plan): number {
  const asks = plan.items.flatMap((item) =>
    item.asks.map(({ pointer, label, isNeeded, answer }) => ({
      seq: item.seq,
      policy: item.name,
      type: item.type,
      kind: item.kind,
      secret: label,
      pointer,
      state: answer === null ? (isNeeded ? words.states.needed : words.states.optional) : words.states[answer],
    })),
  )
  if (output.json) output.document({ planId: plan.id, secrets: asks })
  else if (asks.length === 0) output.line(words.none)
  else
    output.line(
      table([
        ['POLICY', 'KIND', 'SECRET', 'STATE'],
        ...asks.map(({ policy, kind, secret, state }) => [policy, kind, secret, state]),
      ]),
    )
  return 0
}

/** @throws Failure `badInput` for a file that can't be used; its content is never repeated */
function readAnswers(file: string): Answer[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    // A parser repeats what it doesn't understand, and that may be a secret.
    const reason = error instanceof SyntaxError ? 'it is not JSON' : error instanceof Error ? error.message : ''
    throw new Failure('badInput', words.unreadable(file, reason))
  }
  const read = Answer.array().safeParse(parsed)
  if (!read.success) throw new Failure('badInput', words.notList(file))
  return read.data
}

function findAsk(plan: Plan, { policy, type, secret }: Answer): { readonly item: PlanItem; readonly ask: SecretAsk } {
  const found = plan.items
    .filter((item) => item.name === policy && (type === undefined || item.type === type || item.kind === type))
    .flatMap((item) =>
      item.asks.filter(({ label, pointer }) => label === secret || pointer === secret).map((ask) => ({ item, ask })),
    )
  if (found.length > 1) throw new Failure('badInput', words.several(policy, secret))
  if (found.length === 0) throw new Failure('badInput', words.noSecret(policy, secret))
  return found[0]!
}

function valueOf({ variable, value, keep }: Answer): { typed: string } | 'kept' {
  if (keep) return 'kept'
  if (variable === undefined) {
    if (value === undefined) throw new Failure('badInput', words.noAnswer)
    return { typed: value }
  }
  const given = process.env[variable]
  if (!given) throw new Failure('badInput', words.noVariable(variable))
  return { typed: given }
}
