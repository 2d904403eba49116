import { inUri } from '#domain/uri.ts'
import { failure } from '#contract/errors.ts'
import { objects, text, type Json } from '#domain/json.ts'
import type { RunInput } from '#contract/model/run-shapes.ts'
import { planRole, type RolePlan } from '#domain/permissions/role.ts'
import { problemAsError } from '../graph-problem.ts'
import type { GraphReader, GraphWriter } from '../ports/graph.ts'
import type { RunItemRow } from '../ports/runs.ts'
import { appendAudit } from '../append-audit.ts'
import { defineRun, type RunWork } from '../runs/run-context.ts'
import { isSettled } from '#domain/runs/states.ts'
import { words } from './words.ts'

/** Plans the least-privilege role for a group, without writing anything. */
export const onboardingPlan = defineRun({
  kind: 'onboarding-plan',
  access: 'read',
  notifiesAs: null,
  async run(context, connect) {
    const { plan, group } = await makePlan(context, await connect(), context.run.input)
    await context.result({
      steps: plan.steps.map((step) => ({ ...step })),
      group: group.name,
      groupId: group.id,
      access: context.run.input.access,
    })
  },
})

/** Creates the role and its assignment. A second run changes nothing. */
export const onboarding = defineRun({
  kind: 'onboarding',
  access: 'write',
  notifiesAs: words.kinds.onboarding,
  async run(context, connect) {
    const { reader, writer } = await connect()
    await context.addItems([
      { key: 'role', type: 'roleDefinitions', name: words.role.role },
      { key: 'assignment', type: 'roleAssignments', name: words.role.assignment },
    ])
    const { plan } = await makePlan(context, reader, context.run.input)
    const [role, assignment] = plan.steps
    for (const item of await context.items()) {
      const step = item.key === 'role' ? role! : assignment!
      if (isSettled(item.state)) continue
      await context.updateItems([
        {
          id: item.id,
          name: step.name,
          state: 'running',
          startedAt: context.ports.clock.now().toISOString(),
        },
      ])
      if (step.action === 'unchanged') await settle(context, item, 'unchanged', words.role.exists)
      else if (item.key === 'role') await writeRole(context, writer, item, plan)
      else await writeAssignment(context, reader, writer, item, plan)
    }
  },
})

async function makePlan(
  context: RunWork,
  reader: GraphReader,
  asked: RunInput<'onboarding'>,
): Promise<{ plan: RolePlan; group: { id: string; name: string } }> {
  await context.phase(words.role.reading)
  const group = await findGroup(reader, asked.group)
  const listed = await reader.list('/deviceManagement/roleAssignments')
  const read = await reader.batch(
    listed.map((entry) => ({
      path: `/deviceManagement/roleAssignments/${text(entry['id'])}?$expand=roleDefinition`,
      list: false,
    })),
  )
  const state = {
    roles: await reader.list('/deviceManagement/roleDefinitions'),
    assignments: objects(read.flatMap((answer) => (answer.ok ? [answer.value] : []))),
    offered: (await reader.list('/deviceManagement/resourceOperations')).map((operation) => ({
      id: text(operation['id']),
    })),
  }
  await context.phase(null)
  return { plan: planRole(state, asked.access, group), group }
}

/** Finds a group by its ID or unique name. */
async function findGroup(reader: GraphReader, idOrName: string): Promise<{ id: string; name: string }> {
  const byId = /^[0-9a-f-]{36}$/i.test(idOrName) ? await reader.byIds('group', [idOrName]) : []
  const found: readonly Json[] =
    byId.length > 0
      ? byId
      : await reader.list(
          `/groups?$filter=${inUri(`displayName eq '${idOrName.replaceAll("'", "''")}'`)}&$select=id,displayName`,
        )
  if (found.length === 0) throw failure('notFound', words.role.noGroup(idOrName))
  if (found.length > 1) throw failure('badInput', words.role.severalGroups(idOrName, found.length))
  return { id: text(found[0]!['id']), name: text(found[0]!['displayName']) }
}

async function writeRole(context: RunWork, writer: GraphWriter, item: RunItemRow, plan: RolePlan): Promise<void> {
  const { id, body } = plan.role
  const path = '/deviceManagement/roleDefinitions'
  await write(
    context,
    writer,
    item,
    id === null ? { method: 'POST', path, body } : { method: 'PATCH', path: `${path}/${id}`, body },
    id === null ? words.role.created : words.role.updated,
  )
}

async function writeAssignment(
  context: RunWork,
  reader: GraphReader,
  writer: GraphWriter,
  item: RunItemRow,
  plan: RolePlan,
): Promise<void> {
  // A new role only has an ID now.
  const role = (await reader.list('/deviceManagement/roleDefinitions')).find(
    (entry) => text(entry['displayName']) === plan.role.body['displayName'],
  )
  if (!role) {
    await context.updateItems([
      {
        id: item.id,
        state: 'failed',
        error: {
          code: 'conflict',
          ...words.role.missing,
        },
      },
    ])
    return
  }
  const body = {
    ...plan.assignment.body,
    'roleDefinition@odata.bind': writer.bind(`/deviceManagement/roleDefinitions/${text(role['id'])}`),
  }
  await write(
    context,
    writer,
    item,
    { method: 'POST', path: '/deviceManagement/roleAssignments', body },
    words.role.created,
  )
}

async function write(
  context: RunWork,
  writer: GraphWriter,
  item: RunItemRow,
  request: { method: 'POST' | 'PATCH'; path: string; body: Json },
  done: string,
): Promise<void> {
  const result = await writer.write(request)
  const { account } = context.tenant
  await appendAudit(context.ports.store, context.ports, {
    tenantId: context.tenant.id,
    action: 'graph.write',
    detail: {
      runId: context.runId,
      ...(account === null ? {} : { account }),
      purpose: item.name,
      method: request.method,
      path: request.path,
      outcome: result.outcome,
    },
  })
  switch (result.outcome) {
    case 'done':
      await settle(context, item, 'done', done)
      return
    case 'refused':
      await context.updateItems([
        {
          id: item.id,
          state: 'failed',
          error: problemAsError(result.problem),
          endedAt: context.ports.clock.now().toISOString(),
        },
      ])
      return
    case 'waiting':
      await settle(context, item, 'waiting', words.role.waiting)
      return
    case 'unknown':
      await context.updateItems([
        {
          id: item.id,
          state: 'unknown',
          error: { code: 'graphRefused', message: result.message, hint: words.role.retryChecks },
        },
      ])
  }
}

async function settle(
  context: RunWork,
  item: RunItemRow,
  state: 'done' | 'unchanged' | 'waiting',
  note: string,
): Promise<void> {
  await context.updateItems([
    { id: item.id, state, note, error: null, endedAt: context.ports.clock.now().toISOString() },
  ])
}
