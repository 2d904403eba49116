import { Tooltip } from '@fluentui/react-components'
import { ArchiveRegular, BookDatabaseRegular, ClipboardTaskListLtrRegular, HistoryRegular, PanelLeftContractRegular, PanelLeftExpandRegular, PlayCircleRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/values.ts'
import { useSession } from './session.ts'

const entries = [
  { path: '/inventory', word: 'Inventory', icon: <BookDatabaseRegular fontSize={20} />, also: '/versions' },
  { path: '/backups', word: 'Backups', icon: <ArchiveRegular fontSize={20} /> },
  { path: '/restore', word: 'Restore', icon: <HistoryRegular fontSize={20} /> },
  { path: '/runs', word: 'Runs', icon: <PlayCircleRegular fontSize={20} /> },
  { path: '/audit', word: 'Audit', icon: <ClipboardTaskListLtrRegular fontSize={20} /> },
]

/** Screens with three panes need the room: there the rail starts collapsed on small windows. */
const widePages = ['/inventory', '/restore/plan']

/** The left rail: the tenant in front and the screens. */
export function Rail({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [location, navigate] = useLocation()
  const { railCollapsed, toggleRail } = useSession()
  const collapsed = railCollapsed ?? (window.innerWidth < 1440 && widePages.some((path) => location.startsWith(path)))
  const initials = tenant.name.split(/\s+/).map((word) => word.charAt(0)).join('').slice(0, 2).toUpperCase()
  return (
    <nav className={collapsed ? 'rail collapsed' : 'rail'} aria-label="Screens">
      <div className="tenant" title={tenant.name}>
        <span className="avatar" style={{ background: tenant.colour }}>{initials}</span>
        <span className="word ellipsis">
          <b dir="auto">{tenant.name}</b>
          <small>{tenant.environment.charAt(0).toUpperCase() + tenant.environment.slice(1)}</small>
        </span>
      </div>
      {entries.map((entry) => {
        const current = location.startsWith(entry.path) || (entry.also !== undefined && location.startsWith(entry.also))
        return (
          <Tooltip key={entry.path} content={entry.word} relationship="label" positioning="after" {...(collapsed ? {} : { visible: false })}>
            <button type="button" className={current ? 'entry current' : 'entry'} aria-current={current ? 'page' : undefined} onClick={() => navigate(entry.path)}>
              {entry.icon}
              <span className="word">{entry.word}</span>
            </button>
          </Tooltip>
        )
      })}
      <button type="button" className="entry end" aria-label={collapsed ? 'Expand' : 'Collapse'} onClick={() => toggleRail(!collapsed)}>
        {collapsed ? <PanelLeftExpandRegular fontSize={20} /> : <PanelLeftContractRegular fontSize={20} />}
        <span className="word">Collapse</span>
      </button>
    </nav>
  )
}
