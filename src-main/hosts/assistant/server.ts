import { McpServer } from '@modelcontextprotocol/server'
import { Failure, toAppError } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import { pageOf } from './page.ts'
import { tenantsOf, tools, type ReadingCore, type Tool } from './tools.ts'
import { words } from './words.ts'

/** Characters of a question that the audit log keeps. */
const longestAsked = 4_000

interface ToolAnswer {
  // The protocol has it so.
  content: { type: 'text'; text: string }[]
  isError?: boolean
  [key: string]: unknown
}

/** The door for assistants: tools that read, over the Model Context Protocol (spec 064). */
export function createAssistantServer(core: ReadingCore, version: string): McpServer {
  const server = new McpServer({ name: words.name, version }, { instructions: words.instructions })
  for (const tool of tools) {
    const [title, description] = words.tools[tool.name]
    server.registerTool(
      tool.name,
      {
        title,
        description,
        inputSchema: tool.input,
        annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      },
      async (input: unknown): Promise<ToolAnswer> => answerOf(core, tool, tool.input.parse(input)),
    )
  }
  return server
}

/** The audit log outlives what was read of users and devices, so it doesn't say whom a question was about. */
function withoutPeople({ name }: Tool, { text, id, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return name === 'find_recipients' || name === 'who_gets' ? rest : { ...rest, text, id }
}

/** Writes the question down, and answers it. What goes wrong is an answer, too. */
async function answerOf(core: ReadingCore, tool: Tool, input: Record<string, unknown>): Promise<ToolAnswer> {
  try {
    const tenants = await tenantsOf(core, typeof input['tenant'] === 'string' ? input['tenant'] : undefined)
    const asked = JSON.stringify(withoutPeople(tool, input)).slice(0, longestAsked)
    for (const { id } of tenants)
      await core.call('assistant.asked', { tenantId: TenantId.parse(id), tool: tool.name, asked })
    const page = pageOf(await tool.answer(input, core, tenants), Number(input['offset']))
    const note =
      page.next !== null ? [words.more(page.next)] : page.total === tool.most ? [words.mayBeMore(tool.most)] : []
    return {
      content: [{ type: 'text', text: [words.data, JSON.stringify(page), ...note].join('\n') }],
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { message, hint } = toAppError(error)
    return { content: [{ type: 'text', text: [message, hint].filter(Boolean).join(' ') }], isError: true }
  }
}
