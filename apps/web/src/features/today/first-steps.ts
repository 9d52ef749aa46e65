import type { Availability } from '@foyer/shared/availability'
import type { ConnectionDto, ConnectionStatus } from '@foyer/shared/connections'
import type { ServiceDto } from '@foyer/shared/services'
import { paths } from '../../paths.ts'

export interface FirstStep {
  id: 'connect' | 'hours' | 'service'
  title: string
  text: string
  href: string
  isDone: boolean
}

/** A permission that was lost is a matter of its own, told with what waits for it; it is no first step any more. */
const NEVER_CONNECTED: readonly ConnectionStatus[] = ['not_connected', 'connecting', 'connect_denied']

/** What a new provider does before anybody can book; empty once all of it is done. */
export function firstSteps(
  connections: readonly ConnectionDto[],
  { rules, overrides }: Availability,
  services: readonly ServiceDto[],
): FirstStep[] {
  const live = services.filter(({ archived }) => !archived)
  const isConnected = connections.some(({ available, status }) => available && !NEVER_CONNECTED.includes(status))
  const meetsInPerson = live.length > 0 && live.every(({ mode }) => mode === 'in_person')
  const steps: FirstStep[] = [
    {
      id: 'connect',
      title: 'Connect an account',
      text: 'So that every online session gets its link by itself.',
      href: paths.dashboardIntegrations(),
      isDone: isConnected || meetsInPerson,
    },
    {
      id: 'hours',
      title: 'Set your hours',
      text: 'When people may book you.',
      href: paths.dashboardAvailability(),
      isDone: rules.length > 0 || overrides.some(({ intervals }) => intervals.length > 0),
    },
    {
      id: 'service',
      title: 'Make a service',
      text: 'What you offer, how long, and where it meets.',
      href: paths.dashboardNewService(),
      isDone: live.length > 0,
    },
  ]
  return steps.every(({ isDone }) => isDone) ? [] : steps
}
