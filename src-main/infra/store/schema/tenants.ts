import type { Generated } from 'kysely'

interface Tenants {
  id: string
  name: string
  environment: 'production' | 'test' | 'demo'
  colour: string
  graph_url: string | null
  token_variable: string | null
  unlocked_until: string | null
  last_sync_at: string | null
  created_at: string
  cloud: string
  authority: string | null
  client_id: string | null
  sign_in: 'person' | 'app' | 'environment' | 'demo'
  account: string | null
  certificate_file: string | null
  certificate_variable: string | null
  certificate_thumbprint: Generated<string | null>
  client_secret: Generated<Buffer | null>
  archived_at: string | null
  captures_entra: Generated<number>
  captures_devices: Generated<number>
  captures_group_members: Generated<number>
  captures_services: Generated<number>
  reads_recipients: Generated<number>
  allows_assistant: Generated<number>
  removing: Generated<number>
  purged_before: Generated<string | null>
  imported: Generated<number>
  opened_file: Generated<string | null>
  repository: Generated<string | null>
}

interface Accounts {
  tenant_id: string
  account: string
  scopes: string
  signed_in_at: string
  by_broker: Generated<number>
  home_account_id: string | null
}

interface TokenCaches {
  tenant_id: string
  sealed: Buffer
  saved_at: string
}

interface FailedRoutes {
  tenant_id: string
  type: string
  property: string
  route: 'list' | 'object' | 'below'
  fault: 'noRoute' | 'refused' | 'empty'
  found_at: string
}

interface Recipients {
  tenant_id: string
  read_at: string
  content: Buffer
}

/** Connected tenants, who is signed in to them, and the sealed tokens of those sign-ins. */
export interface TenantsTables {
  tenants: Tenants
  accounts: Accounts
  token_caches: TokenCaches
  failed_routes: FailedRoutes
  recipients: Recipients
}
