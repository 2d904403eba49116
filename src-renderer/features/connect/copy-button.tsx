import { Button } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { words } from './words.ts'

/** Copies a text, and says so until something else is to be copied. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const [copied, setCopied] = useState<string | null>(null)
  return (
    <Button
      size="small"
      icon={<CopyRegular />}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(text))}
    >
      {copied === text ? words.manual.copied : label}
    </Button>
  )
}
