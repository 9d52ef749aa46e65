import { Button } from '../button.tsx'
import { ConnectionCard } from '../connection-card.tsx'
import { Menu } from '../menu.tsx'
import { Notice } from '../notice.tsx'
import { PageTitle } from '../page-title.tsx'
import { AppShell } from '../shell/app-shell.tsx'
import { Status } from '../status.tsx'
import { demoAccount, demoNav } from './demo-nav.ts'

export function IntegrationsScene() {
  return (
    <AppShell nav={demoNav} currentPath="/integrations" account={demoAccount}>
      <PageTitle
        title="Integrations"
        lead="Where your sessions meet. Connect an account once; Foyer makes, moves and removes each link for you."
      />
      <Notice
        className="mt-7 mb-4.5"
        tone="amber"
        title="7 sessions need Google, the first in 3 hours"
        action={<Button variant="primary">Reconnect</Button>}
      >
        Google stopped accepting our permission on 18 November. One click repairs all seven.
      </Notice>
      <div className="space-y-3.5">
        <ConnectionCard
          name="Google Meet"
          status={<Status door="needs">Needs you</Status>}
          account="ana.ribeiro@gmail.com · permission ended 18 Nov"
          fact="7 sessions waiting"
          actions={
            <>
              <Button isDense>Use a backup</Button>
              <Button isDense variant="primary">
                Reconnect
              </Button>
            </>
          }
        />
        <ConnectionCard
          name="Zoom"
          status={<Status door="ready">Connected</Status>}
          account="ana@ribeiro.pt · checked 4 minutes ago"
          fact="12 of 100 meetings today"
          actions={
            <>
              <Button isDense>Test</Button>
              <Menu
                label="More for Zoom"
                entries={[
                  { id: 'other', label: 'Use another account' },
                  { id: 'off', label: 'Disconnect', hint: '4 sessions use it', isDanger: true },
                ]}
              />
            </>
          }
        />
        <ConnectionCard
          name="Microsoft Teams"
          status={<Status door="none">Not connected</Status>}
          account="For work and school accounts"
          actions={<Button isDense>Connect</Button>}
        />
        <ConnectionCard
          name="Your own room"
          status={<Status door="ready">Ready</Status>}
          account="Sessions meet at whereby.com/ana-ribeiro"
          actions={<Button isDense>Change</Button>}
        />
      </div>
    </AppShell>
  )
}
