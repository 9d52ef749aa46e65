import type { AccountDto } from '@foyer/shared/accounts'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { keepAccount } from '../../api/account.ts'
import { fieldError, formError, problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.ts'
import { ZoneSelect } from './zone-select.tsx'

const FIELDS = ['name', 'timeZone', 'headline']

/** Name and time zone; for providers also the line under their name. */
export function AccountForm({ account }: { account: AccountDto }) {
  const [name, setName] = useState(account.name)
  const [timeZone, setTimeZone] = useState(account.timeZone)
  const [headline, setHeadline] = useState(account.headline ?? '')
  const saving = useMutation(
    trpc.account.update.mutationOptions({
      onSuccess: (saved) => {
        keepAccount(saved)
        showToast({ tone: 'pine', text: 'Saved.' })
      },
    }),
  )
  const isProvider = account.slug !== null
  const problem = problemToShow(saving.error)
  const general = formError(problem, FIELDS)
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-4.5"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate({ name: name.trim(), timeZone, ...(isProvider && { headline: headline.trim() }) })
      }}
    >
      {general && <Notice tone="brick" title={general.message} />}
      <TextField
        label="Full name"
        name="name"
        autoComplete="name"
        maxLength={100}
        value={name}
        onChange={setName}
        error={fieldError(problem, 'name')}
      />
      {isProvider && (
        <TextField
          label="Headline"
          hint="The line under your name: what you do, and where."
          maxLength={120}
          isRequired={false}
          value={headline}
          onChange={setHeadline}
          error={fieldError(problem, 'headline')}
        />
      )}
      <ZoneSelect
        label="Time zone"
        hint="Every time you read here is on this clock."
        value={timeZone}
        onChange={setTimeZone}
        error={fieldError(problem, 'timeZone')}
      />
      <div>
        <Button type="submit" variant="primary" isPending={saving.isPending}>
          Save
        </Button>
      </div>
    </Form>
  )
}
