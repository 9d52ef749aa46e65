import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { SessionDto } from '@foyer/shared/sessions'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.ts'

/** The provider sets the link of one session by hand; it counts at once, in place of the platform's. */
export function PasteLinkDialog(props: { session: SessionDto; isOpen: boolean; onClose: () => void }) {
  const { session, isOpen, onClose } = props
  const formId = useId()
  const queryClient = useQueryClient()
  const [link, setLink] = useState('')
  const pasting = useMutation(
    trpc.meetings.setManualLink.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.sessions.pathKey() })
        showToast({ tone: 'pine', text: 'Your link is set. Join leads there from now on.' })
        close()
      },
    }),
  )
  const close = () => {
    pasting.reset()
    setLink('')
    onClose()
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    pasting.mutate({ sessionId: session.id, joinUrl: link })
  }
  const problem = problemToShow(pasting.error)
  const fieldError = problem?.issues.find(({ field }) => field === 'joinUrl')?.message
  return (
    <Dialog
      title="Paste a link"
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close} isDisabled={pasting.isPending}>
            Go back
          </Button>
          <Button variant="primary" type="submit" form={formId} isPending={pasting.isPending}>
            Use this link
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} className="space-y-4">
        <p className="text-soft">{whatHappens(session)}</p>
        <TextField
          label="Link"
          type="url"
          placeholder="https://"
          hint="Begins with https. Foyer never opens it."
          value={link}
          onChange={setLink}
          error={fieldError}
          maxLength={2000}
          autoComplete="off"
          autoFocus
        />
        {problem && !fieldError && (
          <Notice tone="brick" title="That did not work">
            {problem.message}
          </Notice>
        )}
      </form>
    </Dialog>
  )
}

function whatHappens({ meeting }: SessionDto): string {
  const everybody = 'Everybody who has a place comes in through it, by the same Join as always.'
  if (meeting?.source !== 'platform' || meeting.joinUrl === null) return everybody
  return `${everybody} The ${PLATFORM_NAMES[meeting.platform]} link stops working.`
}
