import { ActionRow } from '../action-row.tsx'
import { Button } from '../button.tsx'
import { CopyButton } from '../copy-button.tsx'
import { DoorCard } from '../door-card.tsx'
import { PageTitle } from '../page-title.tsx'
import { PublicShell } from '../shell/public-shell.tsx'
import { Time } from '../time.tsx'

export function SessionScene() {
  return (
    <PublicShell currentPath="/session" account={{ name: 'Jonas Meier', entries: [{ id: 'out', label: 'Sign out' }] }}>
      <div className="mx-auto max-w-md space-y-7">
        <div className="space-y-1">
          <PageTitle eyebrow="With Dr Ana Ribeiro" title="First conversation" />
          <Time startsAt="2026-11-25T09:30:00Z" endsAt="2026-11-25T10:00:00Z" otherZone="Europe/Berlin" />
        </div>
        <DoorCard
          state="ready"
          title="The room is ready"
          line="Opens in 3 days, ten minutes before the start"
          action={
            <Button variant="primary" isDisabled>
              Join opens 10:20
            </Button>
          }
          footnote={
            <>
              <CopyButton text="https://foyer.test/s/1/join" isDense>
                Copy link
              </CopyButton>
              <Button isDense>Add to calendar</Button>
            </>
          }
        />
        <div className="border-t border-line pt-3">
          <ActionRow href="/move">Move to another time</ActionRow>
          <ActionRow onPress={() => {}} rule="free until Tue 10:30">
            Cancel
          </ActionRow>
        </div>
      </div>
    </PublicShell>
  )
}
