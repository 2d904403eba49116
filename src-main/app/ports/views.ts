import type { Json } from '#domain/json.ts'

export interface ViewRow {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  readonly query: Json
  readonly createdAt: string
}

export interface ViewRepository {
  list(tenantId: string): Promise<ViewRow[]>
  save(view: ViewRow): Promise<void>
  find(id: string): Promise<ViewRow | undefined>
  remove(id: string): Promise<void>
}
