import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { keepAccount } from '../../api/account.ts'
import { problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** A customer becomes a provider; what they have booked stays. */
export function OfferSessions() {
  const router = useRouter()
  const [headline, setHeadline] = useState('')
  const becoming = useMutation(
    trpc.account.becomeProvider.mutationOptions({
      onSuccess: (account) => {
        keepAccount(account)
        router.history.push(paths.dashboardIntegrations())
      },
    }),
  )
  const problem = problemToShow(becoming.error)
  return (
    <Section title="Offer sessions yourself">
      <div className="space-y-4.5 pt-4">
        <p className="text-soft">
          You get a public page from which others book your time. What you have booked yourself stays as it is.
        </p>
        <TextField
          label="Headline"
          hint="The line under your name, such as “Piano teacher, Porto”."
          isRequired={false}
          maxLength={120}
          value={headline}
          onChange={setHeadline}
        />
        {problem && <Notice tone="brick" title={problem.message} />}
        <Button
          onPress={() => becoming.mutate({ headline: headline.trim() || undefined })}
          isPending={becoming.isPending}
        >
          Offer sessions
        </Button>
      </div>
    </Section>
  )
}
