import {
  Button,
  Checkbox,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components'
import { ArrowDownRegular, ArrowSwapRegular, ArrowUpRegular, CopyRegular } from '@fluentui/react-icons'
import { useContext, type ReactNode } from 'react'
import type { DiffOptions } from './monaco/monaco.ts'
import { TextSaving } from './text-saving.ts'
import { words } from './words.ts'

/** A text with what it is, for example `Version 2`. */
export interface NamedText {
  readonly title: string
  readonly text: string
}

export interface TextDiffProps {
  readonly before: NamedText
  readonly after: NamedText
  readonly language?: string
  readonly label: string
  /** Name of the file that a text is saved as. */
  readonly name: string
}

interface BarProps extends Pick<TextDiffProps, 'before' | 'after' | 'name'> {
  /** Null until they are counted. */
  readonly changes: number | null
  readonly options: DiffOptions
  readonly onOptions: (options: DiffOptions) => void
  readonly onSwap: () => void
  readonly onGoTo: (change: 'next' | 'previous') => void
}

/** How many changes there are, the way through them, and how they are shown. */
export function TextDiffBar({ before, after, name, changes, options, onOptions, onSwap, onGoTo }: BarProps): ReactNode {
  const text = words.textDiff
  const save = useContext(TextSaving)
  const copy = (one: NamedText) => void navigator.clipboard.writeText(one.text)
  const option = (key: keyof DiffOptions, label: string, isTurned = false) => (
    <Checkbox
      label={label}
      checked={options[key] !== isTurned}
      onChange={(_event, data) => onOptions({ ...options, [key]: (data.checked === true) !== isTurned })}
    />
  )
  const action = (label: string, icon: ReactNode, onClick: () => void, disabled = false) => (
    <Tooltip content={label} relationship="label">
      <Button size="small" appearance="subtle" icon={<>{icon}</>} disabled={disabled} onClick={onClick} />
    </Tooltip>
  )
  return (
    <div className="tool-row wrap text-diff-bar">
      <span className="strong" dir="auto">
        {before.title}
      </span>
      <span className="quiet">→</span>
      <span className="strong" dir="auto">
        {after.title}
      </span>
      <span className="quiet" role="status">
        {changes === null ? '' : text.changes(changes)}
      </span>
      {action(text.previous, <ArrowUpRegular />, () => onGoTo('previous'), changes === 0)}
      {action(text.next, <ArrowDownRegular />, () => onGoTo('next'), changes === 0)}
      {action(text.swap, <ArrowSwapRegular />, onSwap)}
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={text.take} relationship="label">
            <Button size="small" appearance="subtle" icon={<CopyRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => copy(before)}>{text.copyLeft}</MenuItem>
            <MenuItem onClick={() => copy(after)}>{text.copyRight}</MenuItem>
            <MenuItem onClick={() => save(name, before.text)}>{text.saveLeft}</MenuItem>
            <MenuItem onClick={() => save(name, after.text)}>{text.saveRight}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <span className="end row wrap">
        {option('sideBySide', text.inline, true)}
        {option('fold', text.fold)}
        {option('ignoresWhitespace', text.ignoreWhitespace)}
      </span>
    </div>
  )
}
