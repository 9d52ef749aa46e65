import { useState } from 'react'
import { Button } from '../button.tsx'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { Dialog } from '../dialog.tsx'
import { Figures } from '../figures.tsx'
import { Notice } from '../notice.tsx'
import { Person } from '../person.tsx'
import { Tabs } from '../tabs.tsx'
import { TextField } from '../text-field.tsx'
import { showToast } from '../toast.ts'

const TONES = ['pine', 'sky', 'amber', 'brick', 'quiet'] as const

export function PiecesScene() {
  const [open, setOpen] = useState<string | null>(new URLSearchParams(location.search).get('open'))
  const close = () => setOpen(null)
  return (
    <main className="mx-auto max-w-3xl space-y-8 p-6">
      <Figures
        figures={[
          { value: '99.97 %', meaning: 'sessions with a link, 24 h' },
          { value: '2', meaning: 'start within 24 h without one', isBad: true },
          { value: '9', meaning: 'waiting, all with a next try' },
          { value: '0.31 s', meaning: 'confirm to link, median' },
          { value: '0.72 s', meaning: '95th percentile' },
        ]}
      />
      <div className="space-y-2">
        {TONES.map((tone) => (
          <Notice key={tone} tone={tone} title={`A notice in ${tone}`} action={<Button isDense>Do it</Button>}>
            What is, who acts, when.
          </Notice>
        ))}
      </div>
      <div className="flex flex-wrap gap-6">
        {(['small', 'medium', 'large', 'hero'] as const).map((size) => (
          <Person key={size} size={size} name="Dr Ana Ribeiro" fact="Psychotherapist, Lisbon" />
        ))}
      </div>
      <Tabs
        label="Bookings"
        tabs={[
          { id: 'coming', label: 'Coming', count: 12, content: 'What comes.' },
          { id: 'waiting', label: 'Waiting', count: 3, content: 'What waits.' },
          { id: 'past', label: 'Past', content: 'What was.' },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => setOpen('dialog')}>Dialog</Button>
        <Button onPress={() => setOpen('confirm')}>Confirm</Button>
        <Button onPress={() => showToast({ text: 'Saved. Four sessions keep their link.' })}>Toast</Button>
        <Button
          onPress={() =>
            showToast({ tone: 'brick', text: 'Zoom did not answer.', action: { label: 'Try again', onPress: close } })
          }
        >
          Toast with action
        </Button>
      </div>
      <Dialog
        title="Paste a link"
        isOpen={open === 'dialog'}
        onClose={close}
        actions={<Button variant="primary">Use this link</Button>}
      >
        <TextField
          label="Address of the room"
          type="url"
          placeholder="https://"
          hint="Everybody on this session sees it at once."
        />
      </Dialog>
      <ConfirmDialog
        title="Cancel the session with Jonas?"
        isOpen={open === 'confirm'}
        onClose={close}
        onConfirm={() => {}}
        confirmLabel="Cancel session"
        keepLabel="Keep it"
        error="The session has just begun. It can only be ended now."
      >
        Jonas gets a message now. The room on Google Meet is removed, his place is not charged.
      </ConfirmDialog>
    </main>
  )
}
