import { Button, Dropdown, Option, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { NamedSubject } from '#contract/model/recipients.ts'
import { MomentInput } from '#renderer/ui/moment-input.tsx'
import { SubjectIcon, SubjectSearch } from './subject-search.tsx'
import { words } from './words.ts'

/** The other side of a comparison. */
export type Comparison =
  | { readonly with: 'nothing' }
  | { readonly with: 'earlier'; readonly moment: string }
  | { readonly with: 'other'; readonly subject: NamedSubject | null }

const week = 7 * 24 * 3_600_000

/** Chooses a second subject or an earlier time. */
export function CompareWith({
  tenantId,
  comparison,
  onChange,
}: {
  readonly tenantId: string
  readonly comparison: Comparison
  readonly onChange: (comparison: Comparison) => void
}): ReactNode {
  const [open, setOpen] = useState(false)
  const names = { nothing: words.compare.nothing, earlier: words.compare.earlier, other: words.compare.other }
  return (
    <>
      <Dropdown
        className="min-120"
        size="small"
        aria-label={words.compare.with}
        value={comparison.with === 'nothing' ? words.compare.with : names[comparison.with]}
        selectedOptions={[comparison.with]}
        onOptionSelect={(_event, { optionValue }) => {
          if (optionValue === 'earlier')
            onChange({ with: 'earlier', moment: new Date(Date.now() - week).toISOString() })
          else if (optionValue === 'other') {
            onChange({ with: 'other', subject: null })
            setOpen(true)
          } else onChange({ with: 'nothing' })
        }}
      >
        {Object.entries(names).map(([key, name]) => (
          <Option key={key} value={key} text={name}>
            {name}
          </Option>
        ))}
      </Dropdown>
      {comparison.with === 'earlier' ? (
        <MomentInput
          label={words.compare.moment}
          moment={comparison.moment}
          onMoment={(moment) => onChange({ with: 'earlier', moment })}
        />
      ) : null}
      {comparison.with === 'other' ? (
        <Popover open={open} onOpenChange={(_event, data) => setOpen(data.open)} trapFocus>
          <PopoverTrigger disableButtonEnhancement>
            <Button
              size="small"
              {...(comparison.subject ? { icon: <SubjectIcon kind={comparison.subject.kind} /> } : {})}
            >
              <span className="ellipsis" dir="auto">
                {comparison.subject?.name ?? words.compare.choose}
              </span>
            </Button>
          </PopoverTrigger>
          <PopoverSurface className="subject-choice" aria-label={words.compare.choose}>
            <SubjectSearch
              tenantId={tenantId}
              current={comparison.subject}
              onChoose={(subject) => {
                onChange({ with: 'other', subject })
                setOpen(false)
              }}
            />
          </PopoverSurface>
        </Popover>
      ) : null}
    </>
  )
}
