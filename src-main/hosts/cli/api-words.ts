/** What `atlas api` and `atlas completion` say. */
export const words = {
  description: 'Call a reading method of the contract and print its answer as JSON; without a method, list them',
  input: 'What the method takes, as JSON, or @file',
  schema: 'Print what the method takes and answers, as JSON Schema',
  noMethod: (name: string) => ({
    message: `There is no reading method "${name}".`,
    hint: '"atlas api" lists them. Scripts change things with the commands.',
  }),
  badInput: (problem: string) => ({
    message: `The input isn't JSON: ${problem}`,
    hint: 'Quote it for your shell, or put it into a file and use --input @file.',
  }),
  completion: 'Print the script that completes commands and options in a shell: bash, zsh, fish or powershell',
  noShell: (name: string, shells: readonly string[]) => ({
    message: `There is no completion for "${name}".`,
    hint: `Use one of these: ${shells.join(', ')}.`,
  }),
} as const
