import { Tooltip } from '@fluentui/react-components'
import {
  ArchiveRegular,
  BookDatabaseRegular,
  BranchCompareRegular,
  BuildingMultipleRegular,
  CalendarClockRegular,
  ClipboardTaskListLtrRegular,
  ColumnDoubleCompareRegular,
  GridRegular,
  HistoryRegular,
  LightbulbRegular,
  OrganizationRegular,
  PanelLeftContractRegular,
  PanelLeftExpandRegular,
  PersonSearchRegular,
  PlayCircleRegular,
  SettingsRegular,
  StackRegular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { count } from '#renderer/ui/format.ts'
import { useWide } from '#renderer/ui/use-wide.ts'
import { useSession } from '#renderer/shared/session.ts'
import { TenantSwitcher } from './tenant-switcher.tsx'
import { words } from './words.ts'

interface RailEntry {
  readonly path: string
  readonly word: string
  readonly icon: ReactNode
  readonly also?: readonly string[]
  readonly end?: true
}

/** They are about several tenants. */
const ofAllTenants: readonly RailEntry[] = [
  { path: '/tenants', word: words.screens.tenants, icon: <BuildingMultipleRegular fontSize={20} /> },
  { path: '/standards', word: words.screens.standards, icon: <StackRegular fontSize={20} /> },
]
const entries: readonly RailEntry[] = [
  { path: '/overview', word: words.screens.overview, icon: <GridRegular fontSize={20} />, also: ['/coverage'] },
  {
    path: '/inventory',
    word: words.screens.inventory,
    icon: <BookDatabaseRegular fontSize={20} />,
    also: ['/versions'],
  },
  { path: '/backups', word: words.screens.backups, icon: <ArchiveRegular fontSize={20} /> },
  { path: '/restore', word: words.screens.restore, icon: <HistoryRegular fontSize={20} /> },
  { path: '/drift', word: words.screens.drift, icon: <BranchCompareRegular fontSize={20} /> },
  { path: '/compare', word: words.screens.compare, icon: <ColumnDoubleCompareRegular fontSize={20} /> },
  { path: '/dependencies', word: words.screens.dependencies, icon: <OrganizationRegular fontSize={20} /> },
  { path: '/who-gets', word: words.screens.whoGets, icon: <PersonSearchRegular fontSize={20} /> },
  { path: '/advice', word: words.screens.advice, icon: <LightbulbRegular fontSize={20} /> },
  { path: '/schedules', word: words.screens.schedules, icon: <CalendarClockRegular fontSize={20} /> },
  { path: '/runs', word: words.screens.runs, icon: <PlayCircleRegular fontSize={20} /> },
  { path: '/audit', word: words.screens.audit, icon: <ClipboardTaskListLtrRegular fontSize={20} /> },
  {
    path: '/settings',
    word: words.screens.settings,
    icon: <SettingsRegular fontSize={20} />,
    also: ['/connect', '/alerts'],
    end: true,
  },
]

/** The left rail: the current tenant and the screens. */
export function Rail({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [location, navigate] = useLocation()
  const { railCollapsed, toggleRail } = useSession()
  const roomy = useWide(1200)
  const hasOthers = (useRead('tenants.list', {}).data ?? []).filter(({ archivedAt }) => archivedAt === null).length > 1
  const baselines = useRead('drift.baselines', { tenantId: tenant.id })
  const findings = baselines.data?.reduce((sum, baseline) => sum + baseline.open, 0) ?? 0
  const collapsed = railCollapsed ?? !roomy
  return (
    <nav className={collapsed ? 'rail collapsed' : 'rail'} aria-label={words.screens.label}>
      <TenantSwitcher tenant={tenant} />
      {[...(hasOthers ? ofAllTenants : []), ...entries].map((entry) => {
        const current = [entry.path, ...(entry.also ?? [])].some((path) => location.startsWith(path))
        const name = entry.path === '/drift' && findings > 0 ? words.screens.driftFindings(findings) : entry.word
        return (
          <Tooltip
            key={entry.path}
            content={name}
            relationship="inaccessible"
            positioning="after"
            showDelay={600}
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
                  {count(findings)} <span className="hidden-word">{words.screens.findings}</span>
                </span>
              ) : null}
            </button>
          </Tooltip>
        )
      })}
      <button
        type="button"
        className="entry"
        aria-label={collapsed ? words.screens.expand : words.screens.collapse}
        onClick={() => toggleRail(!collapsed)}
      >
        {collapsed ? <PanelLeftExpandRegular fontSize={20} /> : <PanelLeftContractRegular fontSize={20} />}
        <span className="word">{words.screens.collapse}</span>
      </button>
    </nav>
  )
}
