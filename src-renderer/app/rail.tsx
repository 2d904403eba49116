import { Tooltip } from '@fluentui/react-components'
import {
  ArchiveRegular,
  BookDatabaseRegular,
  BranchCompareRegular,
  CalendarClockRegular,
  ClipboardTaskListLtrRegular,
  ColumnDoubleCompareRegular,
  GridRegular,
  HistoryRegular,
  OrganizationRegular,
  PanelLeftContractRegular,
  PanelLeftExpandRegular,
  PlayCircleRegular,
  SettingsRegular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { count, counted } from '#renderer/ui/format.ts'
import { useWide } from '#renderer/ui/use-wide.ts'
import { useSession } from '#renderer/shared/session.ts'
import { TenantSwitcher } from './tenant-switcher.tsx'

const entries: readonly {
  readonly path: string
  readonly word: string
  readonly icon: ReactNode
  readonly also?: string
  readonly end?: true
}[] = [
  { path: '/overview', word: 'Overview', icon: <GridRegular fontSize={20} />, also: '/coverage' },
  { path: '/inventory', word: 'Inventory', icon: <BookDatabaseRegular fontSize={20} />, also: '/versions' },
  { path: '/backups', word: 'Backups', icon: <ArchiveRegular fontSize={20} /> },
  { path: '/restore', word: 'Restore', icon: <HistoryRegular fontSize={20} /> },
  { path: '/drift', word: 'Drift', icon: <BranchCompareRegular fontSize={20} /> },
  { path: '/compare', word: 'Compare', icon: <ColumnDoubleCompareRegular fontSize={20} /> },
  { path: '/dependencies', word: 'Dependencies', icon: <OrganizationRegular fontSize={20} /> },
  { path: '/schedules', word: 'Schedules', icon: <CalendarClockRegular fontSize={20} /> },
  { path: '/runs', word: 'Runs', icon: <PlayCircleRegular fontSize={20} /> },
  { path: '/audit', word: 'Audit', icon: <ClipboardTaskListLtrRegular fontSize={20} /> },
  { path: '/settings', word: 'Settings', icon: <SettingsRegular fontSize={20} />, also: '/connect', end: true },
]

/** Screens with three panes need the room: there the rail starts collapsed on small windows. */
const widePages = ['/inventory', '/restore/plan', '/dependencies']

/** The left rail: the tenant in front and the screens. */
export function Rail({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [location, navigate] = useLocation()
  const { railCollapsed, toggleRail } = useSession()
  const roomy = useWide(1440)
  const baselines = useRead('drift.baselines', { tenantId: tenant.id })
  const findings = baselines.data?.reduce((sum, baseline) => sum + baseline.open, 0) ?? 0
  const collapsed = railCollapsed ?? (!roomy && widePages.some((path) => location.startsWith(path)))
  return (
    <nav className={collapsed ? 'rail collapsed' : 'rail'} aria-label="Screens">
      <TenantSwitcher tenant={tenant} />
      {entries.map((entry) => {
        const current = location.startsWith(entry.path) || (entry.also !== undefined && location.startsWith(entry.also))
        const name =
          entry.path === '/drift' && findings > 0 ? `${entry.word}, ${counted(findings, 'finding')}` : entry.word
        return (
          <Tooltip
            key={entry.path}
            content={name}
            relationship="inaccessible"
            positioning="after"
            {...(collapsed ? {} : { visible: false })}
          >
            <button
              type="button"
              className={`entry ${current ? 'current' : ''} ${entry.end ? 'end' : ''}`}
              aria-label={collapsed ? name : undefined}
              aria-current={current ? 'page' : undefined}
              onClick={() => navigate(entry.path)}
            >
              {entry.icon}
              <span className="word">{entry.word}</span>
              {entry.path === '/drift' && findings > 0 ? (
                <span className="badge">
                  {count(findings)} <span className="hidden-word">findings</span>
                </span>
              ) : null}
            </button>
          </Tooltip>
        )
      })}
      <button
        type="button"
        className="entry"
        aria-label={collapsed ? 'Expand' : 'Collapse'}
        onClick={() => toggleRail(!collapsed)}
      >
        {collapsed ? <PanelLeftExpandRegular fontSize={20} /> : <PanelLeftContractRegular fontSize={20} />}
        <span className="word">Collapse</span>
      </button>
    </nav>
  )
}
