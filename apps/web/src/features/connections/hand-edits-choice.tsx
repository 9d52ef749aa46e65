import type { HandEditPolicy } from '@foyer/shared/accounts'
import { useMutation } from '@tanstack/react-query'
import { keepAccount, useMember } from '../../api/account.ts'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { Section } from '../../ui/section.tsx'
import { showToast } from '../../ui/toast.ts'

const CHOICES = [
  {
    id: 'repair',
    label: 'Put it back',
    hint: 'What was agreed here holds. A room you delete is made again, one you move goes back to its time.',
  },
  {
    id: 'ask',
    label: 'Ask me first',
    hint: 'Foyer changes nothing there. You are told, and choose: put it back, move the session, or paste a link.',
  },
] as const satisfies readonly { id: HandEditPolicy; label: string; hint: string }[]

/** What happens when a provider changes one of our events in the calendar by hand; saved at once. */
export function HandEditsChoice() {
  const { handEdits } = useMember()
  const saving = useMutation(
    trpc.account.update.mutationOptions({
      onSuccess: (saved) => {
        keepAccount(saved)
        showToast({ tone: 'pine', text: 'Saved.' })
      },
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  if (!handEdits) return null
  return (
    <Section title="If you change an event in your own calendar">
      <div className="pt-4">
        <RadioCards
          label="When you delete or move one that Foyer made"
          value={saving.isPending ? (saving.variables.handEdits ?? handEdits) : handEdits}
          onChange={(chosen) => chosen !== handEdits && saving.mutate({ handEdits: chosen })}
          columns={2}
          choices={CHOICES}
        />
      </div>
    </Section>
  )
}
