import { useState } from 'react'
import { Button } from '../button.tsx'
import { Door } from '../door.tsx'
import { DoorCard } from '../door-card.tsx'
import { Status } from '../status.tsx'

const STATES = ['ready', 'preparing', 'needs', 'failed', 'none'] as const

export function DoorsScene() {
  const [isReady, setIsReady] = useState(false)
  return (
    <main className="grid gap-8 p-6 sm:grid-cols-2 lg:grid-cols-3">
      <div className="col-span-full flex flex-wrap items-center gap-3 text-pine">
        {STATES.map((state) => (
          <Door key={state} state={state} className="size-5" />
        ))}
        {STATES.map((state) => (
          <Status key={state} door={state}>
            {state}
          </Status>
        ))}
        <Button isDense onPress={() => setIsReady(!isReady)}>
          Open or close the first door
        </Button>
      </div>
      <DoorCard
        state={isReady ? 'ready' : 'preparing'}
        title={isReady ? 'The room is ready' : 'Preparing your room'}
        line={isReady ? 'Come in.' : 'Google is making the link. Usually under five seconds.'}
        progress={isReady ? undefined : 'unknown'}
        note={isReady ? undefined : 'You can leave this page. We will write to you when it is ready.'}
        action={isReady && <Button variant="primary">Join</Button>}
      />
      <DoorCard
        state="preparing"
        title="Preparing your room"
        line="Google is slow right now. Third try at 14:08:30."
        progress={0.4}
        note="You can leave this page. We will write to you when it is ready."
      />
      <DoorCard
        state="ready"
        title="The door is open"
        line="Dr Ribeiro is expecting you."
        action={<Button variant="primary">Join now</Button>}
      />
      <DoorCard
        state="ready"
        title="The door is open"
        line="Dr Ribeiro is expecting you."
        mark="Backup room in use"
        fallback="Google took no more requests, so you meet in a backup room. It leads to rooms.example."
        action={<Button variant="primary">Join</Button>}
      />
      <DoorCard
        state="needs"
        title="The link is late"
        line="Dr Ribeiro has to reconnect Google. She knows since 09:12."
        fallback="If there is no link by 10:10, a backup room takes over."
        footnote="Nothing to do for you. Your place is safe."
      />
      <DoorCard
        state="needs"
        title="The link is late"
        line="Dr Ribeiro has to reconnect Google."
        fallback="Dr Ribeiro was asked to send you a link. You can also ask: +351 912 345 678"
        footnote="Nothing to do for you. Your place is safe."
      />
      <DoorCard
        state="failed"
        title="No link could be made"
        line="Zoom refused the account. Dr Ribeiro and our team were told at 10:02."
        action={<Button>Write to Dr Ribeiro</Button>}
        footnote="Your place is safe."
      />
      <DoorCard
        state="none"
        title="No room yet"
        line="The room is made when Dr Ribeiro confirms, by Sunday 18:00 at the latest."
      />
    </main>
  )
}
