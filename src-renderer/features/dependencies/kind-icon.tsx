import {
  AppsRegular,
  BoxRegular,
  CertificateRegular,
  CodeRegular,
  DocumentRegular,
  FilterRegular,
  MailRegular,
  PeopleRegular,
  PersonRegular,
  ShieldRegular,
  TagRegular,
  WarningFilled,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { GraphNode } from '#contract/model/dependencies.ts'
import { words } from './words.ts'

const icons: Readonly<Record<string, ReactNode>> = {
  groups: <PeopleRegular />,
  users: <PersonRegular />,
  assignmentFilters: <FilterRegular />,
  roleScopeTags: <TagRegular />,
  policySets: <BoxRegular />,
  mobileApps: <AppsRegular />,
  notificationMessageTemplates: <MailRegular />,
  deviceManagementScripts: <CodeRegular />,
  deviceShellScripts: <CodeRegular />,
  deviceHealthScripts: <CodeRegular />,
  deviceComplianceScripts: <CodeRegular />,
  deviceCompliancePolicies: <ShieldRegular />,
  certificates: <CertificateRegular />,
}

/** What kind of object a node is; a warning where it is not in the tenant. */
export const KindIcon = ({ node }: { readonly node: GraphNode }): ReactNode =>
  node.missing ? (
    <WarningFilled className="warning" aria-label={words.missing} />
  ) : (
    (icons[node.kind] ?? <DocumentRegular />)
  )
