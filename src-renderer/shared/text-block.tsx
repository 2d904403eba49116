import { Button } from '@fluentui/react-components'
import { CopyRegular, SaveRegular } from '@fluentui/react-icons'
import { useContext, type ReactNode } from 'react'
import type { TextLanguage } from '#contract/model/policies.ts'
import { Code } from '#renderer/ui/code.tsx'
import { TextSaving } from '#renderer/ui/text-saving.ts'
import { fileNameOf } from './text-file-name.ts'
import { words } from './words.ts'

/** Pixels of a line in Monaco, and of the room around all lines. */
const [lineHeight, around] = [18, 12]
// Long lines are broken, so that a text needs some more of them.
const mostLines = 16

/** A text of its own in a policy, such as a script: with the colors of its language, to copy and to save. */
export function TextBlock({
  text,
  language,
  name,
}: {
  readonly text: string
  readonly language: TextLanguage
  readonly name: string
}): ReactNode {
  const save = useContext(TextSaving)
  const lines = text.split('\n').length
  return (
    <div className="text-block" data-language={language}>
      <div className="tool-row tight">
        <span className="small quiet">{words.text.about(language, lines)}</span>
        <span className="row end">
          <Button
            size="small"
            appearance="subtle"
            icon={<CopyRegular />}
            onClick={() => void navigator.clipboard.writeText(text)}
          >
            {words.text.copy}
          </Button>
          <Button
            size="small"
            appearance="subtle"
            icon={<SaveRegular />}
            onClick={() => save(fileNameOf(name, language), text)}
          >
            {words.text.save}
          </Button>
        </span>
      </div>
      <div className="text-lines" style={{ '--height': `${Math.min(lines + 4, mostLines) * lineHeight + around}px` }}>
        <Code value={text} language={language} label={name} />
      </div>
    </div>
  )
}
