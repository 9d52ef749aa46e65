import { PLATFORMS } from '@foyer/shared/platforms'
import { useSuspenseQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { ConnectionNews } from '../../features/connections/connection-news.tsx'
import { DefaultPlatformChoice } from '../../features/connections/default-platform-choice.tsx'
import { HandEditsChoice } from '../../features/connections/hand-edits-choice.tsx'
import { PlatformCard } from '../../features/connections/platform-card.tsx'
import { useConnectionOutcome } from '../../features/connections/use-connection-outcome.ts'
import { OwnCalendarNotice } from '../../features/own-calendar/own-calendar-notice.tsx'
import { ChangeProgress } from '../../features/platform-change/change-progress.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

/** Where sessions meet: what waits first, then one card per platform. `returnTo` is a path of ours, checked by the route. */
export function IntegrationsPage({ returnTo }: { returnTo: string | undefined }) {
  useTitle('Integrations')
  const { data: connections } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const outcome = useConnectionOutcome(connections)
  const back = returnTo ?? paths.dashboardIntegrations()
  const ordered = PLATFORMS.flatMap((platform) => connections.filter((one) => one.platform === platform))
  return (
    <div className="space-y-7">
      <PageTitle
        title="Integrations"
        lead="Where your sessions meet. Connect an account once; Foyer makes, moves and removes each link for you."
        action={returnTo && <LinkButton href={returnTo}>Back to what you were writing</LinkButton>}
      />
      <div className="space-y-3.5">
        <ConnectionNews connections={connections} outcome={outcome} returnTo={back} hasCards />
        <OwnCalendarNotice />
        <ChangeProgress />
        {ordered.map((connection) => (
          <PlatformCard
            key={connection.platform}
            connection={connection}
            returnTo={back}
            isDenied={outcome?.isDenied && outcome.platform === connection.platform}
            refused={outcome?.platform === connection.platform ? outcome.refused : undefined}
          />
        ))}
      </div>
      <DefaultPlatformChoice connections={connections} />
      <HandEditsChoice />
    </div>
  )
}
