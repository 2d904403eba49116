import type { Command } from 'commander'
import { productVersion } from '../../folders.ts'
import { exitCodes } from '../output.ts'
import type { RunCommand } from '../session.ts'
import { words } from '../words.ts'

/** `atlas mcp` */
export function addMcpCommand(program: Command, run: RunCommand): void {
  program
    .command('mcp')
    .description(words.mcp)
    .action(() =>
      run(async ({ core }) => {
        const [{ serveStdio }, { createAssistantServer }] = await Promise.all([
          import('@modelcontextprotocol/server/stdio'),
          import('../../assistant/server.ts'),
        ])
        // It serves until the assistant closes its end.
        await new Promise<void>((ended) => {
          process.stdin.once('end', ended)
          process.stdin.once('close', ended)
          serveStdio(() => createAssistantServer(core, productVersion()))
        })
        return exitCodes.done
      }),
    )
}
