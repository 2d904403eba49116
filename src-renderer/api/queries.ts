import { QueryClient, useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Input, MethodName, Output } from '#contract/api/api.ts'
import { call, onConnection, onEvent, type CallError } from './client.ts'

/** What has been read; the core's events say when it is old. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } },
})

/** Which methods read what an event says has changed. */
const readers: Readonly<Record<string, readonly MethodName[]>> = {
  'run.changed': ['runs.list', 'runs.get', 'runs.items', 'runs.active', 'tenants.health', 'restore.get'],
  'notification.added': ['notifications.list'],
  'tenant.changed': ['tenants.list', 'tenants.health', 'audit.list'],
  'inventory.changed': [
    'restore.get',
    'policies.list',
    'policies.types',
    'policies.get',
    'versions.list',
    'versions.recent',
    'versions.readable',
    'versions.calendar',
    'versions.asOf',
    'versions.settingHistory',
    'dependencies.graph',
    'compare.matrix',
    'compare.settings',
    'search.find',
    'tenants.list',
    'audit.list',
  ],
  'backups.changed': ['backups.list', 'backups.get', 'versions.list'],
  'drift.changed': ['drift.baselines', 'drift.findings', 'drift.rules'],
  'schedules.changed': ['schedules.list'],
}

onEvent((event) => {
  for (const method of readers[event] ?? []) void queryClient.invalidateQueries({ queryKey: [method] })
})
onConnection((connected) => {
  if (connected) void queryClient.invalidateQueries()
})

/** Whether the host answers. */
export function useConnected(): boolean {
  const [connected, setConnected] = useState(true)
  useEffect(() => onConnection(setConnected), [])
  return connected
}

/** Reads a method and keeps the answer until an event says that it is old. */
export function useRead<Name extends MethodName>(
  method: Name,
  input: Input<Name> | null,
): UseQueryResult<Output<Name>, CallError> {
  return useQuery<Output<Name>, CallError>({
    queryKey: [method, input],
    queryFn: () => call(method, input as Input<Name>),
    enabled: input !== null,
    placeholderData: (previous) => previous,
  })
}

/** Calls a method that changes something. */
export function useAction<Name extends MethodName>(
  method: Name,
  done?: (output: Output<Name>) => void,
): UseMutationResult<Output<Name>, CallError, Input<Name>> {
  return useMutation<Output<Name>, CallError, Input<Name>>({
    mutationFn: (input) => call(method, input),
    ...(done ? { onSuccess: done } : {}),
  })
}
