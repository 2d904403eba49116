import type { Command, Option } from 'commander'

/** Shells whose words can be completed. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof shells)[number]

/** What a word can be completed to. */
export function candidates(program: Command, words: readonly string[]): string[] {
  const typed = words.at(-1) ?? ''
  const { command, option } = walk(program, words.slice(0, -1))
  const choices = option?.argChoices
  const found =
    option && takesValue(option)
      ? (choices ?? [])
      : typed.startsWith('-')
        ? optionsOf(program, command)
        : command.commands.filter((entry) => !isHidden(entry)).map((entry) => entry.name())
  return found.filter((candidate) => candidate.startsWith(typed)).toSorted()
}

/** The command that the words lead to, and the option that waits for a value. */
function walk(program: Command, words: readonly string[]): { command: Command; option: Option | undefined } {
  let command = program
  let option: Option | undefined
  for (const word of words) {
    if (option && takesValue(option)) option = undefined
    else if (word.startsWith('-'))
      option = word.includes('=')
        ? undefined
        : [...command.options, ...program.options].find((entry) => entry.long === word || entry.short === word)
    else {
      option = undefined
      command = command.commands.find((entry) => entry.name() === word) ?? command
    }
  }
  return { command, option }
}

const takesValue = (option: Option): boolean => option.required || option.optional

const optionsOf = (program: Command, command: Command): string[] =>
  [...new Set([...command.options, ...program.options])].flatMap(({ long, hidden }) =>
    long === undefined || long === null || hidden ? [] : [long],
  )

/** Commander keeps it to itself whether a command is shown in the help. */
const isHidden = (command: Command): boolean => '_hidden' in command && command._hidden === true

/** What a shell reads once, so that it asks `atlas complete` from then on. */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `_atlas() {
  local IFS=$'\\n'
  COMPREPLY=($(atlas complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _atlas atlas
`,
  zsh: `#compdef atlas
_atlas() {
  local -a found
  found=(\${(f)"$(atlas complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  (( \${#found} )) && compadd -a found || _files
}
compdef _atlas atlas
`,
  fish: `function __atlas_complete
  set -l words (commandline -opc) (commandline -ct)
  atlas complete -- $words[2..-1] 2>/dev/null
end
complete -c atlas -a '(__atlas_complete)'
`,
  // Older versions don't pass an empty word on to a program.
  powershell: `Register-ArgumentCompleter -Native -CommandName atlas -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $next = if ($wordToComplete -eq '') { @('--next') } else { @() }
  atlas complete @next '--' @words 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
}
