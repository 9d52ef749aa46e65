import { Button, LinkButton } from '../button.tsx'
import { CopyButton } from '../copy-button.tsx'
import { EmptyState } from '../empty-state.tsx'
import { FeatureCard } from '../feature-card.tsx'
import { TextLink } from '../link.tsx'
import { PageTitle } from '../page-title.tsx'
import { Section } from '../section.tsx'
import { RowList, SessionRow } from '../session-row.tsx'
import { AppShell } from '../shell/app-shell.tsx'
import { SkeletonRows } from '../skeleton.tsx'
import { Status } from '../status.tsx'
import { demoAccount, demoNav } from './demo-nav.ts'

export function TodayScene() {
  return (
    <AppShell nav={demoNav} currentPath="/today" account={demoAccount}>
      <div className="space-y-8">
        <PageTitle eyebrow="Saturday 21 November" title="Next, Jonas at half past two" />
        <FeatureCard
          person="Jonas Meier"
          title="First conversation with Jonas Meier"
          line="14:30 – 15:00 · he sees 15:30 in Berlin · Google Meet"
          fact="in 23 min"
          action={
            <LinkButton variant="primary" href="/s/1/join" target="_self">
              Start
            </LinkButton>
          }
        />
        <Section title="Later today" action={<TextLink href="/calendar">Week</TextLink>}>
          <RowList label="Later today">
            <SessionRow
              time="16:00 – 17:00"
              person="Mira Costa"
              href="/sessions/2"
              what="Weekly session · Zoom"
              status={<Status door="ready">Link ready</Status>}
              action={
                <CopyButton text="https://foyer.test/s/2/join" isDense>
                  Copy link
                </CopyButton>
              }
            />
            <SessionRow
              time="17:30 – 18:30"
              person="Evening group"
              what="6 of 8 places · Google Meet"
              status={<Status door="preparing">Next try 14:08:30</Status>}
              action={<Button isDense>Retry now</Button>}
            />
            <SessionRow
              time="19:00 – 19:50"
              person="Tom Becker"
              what="Weekly session · in person"
              status={<Status door="none">Rua das Flores 12</Status>}
              action={<Button isDense>Details</Button>}
            />
            <SessionRow
              time="20:00 – 20:50"
              person="Wilhelmina van der Hoogenband-Castellanos"
              what="Weekly session with a long title that has to give way · Microsoft Teams"
              status={<Status door="failed">Permission ended</Status>}
              action={
                <Button isDense isPending>
                  Reconnect
                </Button>
              }
            />
          </RowList>
        </Section>
        <Section title="Waiting for your answer" action={<Button isDense>Confirm all 3</Button>}>
          <RowList>
            <SessionRow
              time="Mon 23, 10:00"
              person="Lena Vogt"
              what="First conversation"
              status={<Status door="none">Held until Sun 18:00</Status>}
              action={
                <>
                  <Button isDense>Decline</Button>
                  <Button isDense variant="primary">
                    Confirm
                  </Button>
                </>
              }
            />
            <SessionRow
              time="Tue 24, 09:30"
              person="Paul Sato"
              what="Weekly session"
              status={<Status door="none">Asked 12 min ago</Status>}
              action={
                <>
                  <Button isDense>Decline</Button>
                  <Button isDense variant="primary">
                    Confirm
                  </Button>
                </>
              }
            />
          </RowList>
        </Section>
        <Section title="While it loads">
          <SkeletonRows count={2} />
        </Section>
        <Section title="When there is nothing">
          <EmptyState title="Nobody waits" action={<LinkButton href="/services">Your services</LinkButton>}>
            When somebody asks for a time, you answer here.
          </EmptyState>
        </Section>
      </div>
    </AppShell>
  )
}
