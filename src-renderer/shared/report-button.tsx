import { Button } from '@fluentui/react-components'
import { DocumentTextRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { AskedSubject } from '#contract/model/reports.ts'
import { reportPage } from './report-page.ts'
import { words } from './words.ts'

/** Opens the page that makes a report about something. */
export function ReportButton({
  subject,
  size = 'medium',
  disabled = false,
}: {
  readonly subject: AskedSubject
  readonly size?: 'small' | 'medium'
  readonly disabled?: boolean
}): ReactNode {
  const [, navigate] = useLocation()
  return (
    <Button
      size={size}
      icon={<DocumentTextRegular />}
      disabled={disabled}
      onClick={() => navigate(reportPage(subject))}
    >
      {words.report}
    </Button>
  )
}
