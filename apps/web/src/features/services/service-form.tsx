import type { ConnectionDto } from '@foyer/shared/connections'
import type { MeetingSetting } from '@foyer/shared/meeting-settings'
import type { ServiceKind, ServiceMode } from '@foyer/shared/services'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { fieldError, formError, type Problem } from '../../api/problem.ts'
import { focusFirstError } from '../../lib/focus-first-error.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { Section } from '../../ui/section.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { SharedRoomHint } from '../rooms/shared-room-hint.tsx'
import { stepProblem } from './fallback-draft.ts'
import { FallbackSteps } from './fallback-steps.tsx'
import { PlatformField } from './platform-field.tsx'
import { RoomSections } from './room-sections.tsx'
import { draftErrors, type ServiceDraft, type ServiceField } from './service-draft.ts'
import { ServiceRules } from './service-rules.tsx'

const KINDS = [
  { id: 'private', label: 'Private', hint: 'One person, booked into your free times.' },
  { id: 'group', label: 'Group', hint: 'You set the times, several people come.' },
  { id: 'course', label: 'Course', hint: 'Several sessions, booked as one.' },
] as const satisfies readonly { id: ServiceKind; label: string; hint: string }[]

const MODES = [
  { id: 'online', label: 'Online', hint: 'Each session gets its own link.' },
  { id: 'in_person', label: 'In person', hint: 'You meet in one place.' },
] as const satisfies readonly { id: ServiceMode; label: string; hint: string }[]

const FIELDS: readonly ServiceField[] = [
  'title',
  'description',
  'kind',
  'mode',
  'platform',
  'durationMinutes',
  'bufferBeforeMinutes',
  'bufferAfterMinutes',
  'minimumNoticeMinutes',
  'slotStepMinutes',
  'bookableDays',
  'capacity',
  'confirmation',
  'meetingSettings',
  'meetingTemplate.title',
  'meetingTemplate.description',
  'meetingTemplate.agenda',
  'fallback',
  'fallbackMinutesBefore',
]

/** A service being written or changed. What is wrong stands beside its field, ours before sending, the API's after. */
export function ServiceForm(props: {
  draft: ServiceDraft
  change: (changes: Partial<ServiceDraft>) => void
  onSave: (draft: ServiceDraft) => void
  isPending: boolean
  problem: Problem | null
  connections: readonly ConnectionDto[]
  /** Kind and mode of an existing service stay as they are. */
  isExisting: boolean
  /** The settings that an existing service asks for and does not get. */
  dropped?: readonly MeetingSetting[] | undefined
  connectHref: string
  roomHref: string
  opensBeside: boolean
}) {
  const { draft, change, onSave, isPending, problem, connections, isExisting, connectHref, roomHref, opensBeside } =
    props
  const [isChecked, setIsChecked] = useState(false)
  const errors = isChecked ? draftErrors(draft) : {}
  const errorOf = (field: ServiceField) => errors[field] ?? fieldError(problem, field)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsChecked(true)
    if (Object.keys(draftErrors(draft)).length === 0) onSave(draft)
    else focusFirstError(event.currentTarget)
  }
  const others = connections
    .filter(({ available, platform }) => available && platform !== draft.platform)
    .map(({ platform }) => platform)
  const beyondFields = formError(problem, FIELDS)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (problem) focusFirstError(form.current)
  }, [problem])
  return (
    <form ref={form} onSubmit={save} noValidate className="max-w-2xl space-y-8">
      <div className="space-y-5">
        <TextField
          label="Title"
          value={draft.title}
          onChange={(title) => change({ title })}
          error={errorOf('title')}
          isRequired
          maxLength={120}
          autoFocus={!isExisting && draft.title === ''}
        />
        <TextArea
          label="Description"
          hint="What people can expect. Two sentences are enough."
          value={draft.description}
          onChange={(description) => change({ description })}
          error={errorOf('description')}
          isRequired={false}
          maxLength={4000}
        />
        <RadioCards
          label="Kind"
          columns={3}
          choices={KINDS}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          error={errorOf('kind')}
          isDisabled={isExisting}
          hint={isExisting ? 'Stays as it is, because sessions rest on it.' : undefined}
        />
        <RadioCards
          label="How you meet"
          columns={2}
          choices={MODES}
          value={draft.mode}
          onChange={(mode) => change({ mode })}
          error={errorOf('mode')}
          isDisabled={isExisting}
        />
        {draft.mode === 'online' && (
          <PlatformField
            connections={connections}
            value={draft.platform}
            onChange={(platform) => change({ platform })}
            error={errorOf('platform')}
            isRefused={problem?.reason === 'connection_required'}
            connectHref={connectHref}
            roomHref={roomHref}
            opensBeside={opensBeside}
          />
        )}
      </div>
      <Section title="Rules">
        <ServiceRules draft={draft} change={change} errorOf={errorOf} />
        {draft.mode === 'online' && draft.platform === 'custom_room' && draft.kind !== 'course' && (
          <SharedRoomHint pauseMinutes={(draft.bufferBeforeMinutes || 0) + (draft.bufferAfterMinutes || 0)} />
        )}
      </Section>
      {draft.mode === 'online' && draft.platform && (
        <RoomSections
          platform={draft.platform}
          draft={draft}
          change={change}
          dropped={props.dropped ?? []}
          errorOf={errorOf}
        />
      )}
      {draft.mode === 'online' && (
        <Section title="If the link cannot be made">
          <FallbackSteps
            steps={draft.fallback}
            minutesBefore={draft.fallbackMinutesBefore}
            onChange={change}
            others={others}
            error={errorOf('fallback')}
            minutesError={errorOf('fallbackMinutesBefore')}
            errorOf={(step) => (isChecked ? stepProblem(step) : undefined)}
          />
        </Section>
      )}
      {beyondFields && (
        <Notice
          tone="brick"
          title="Not saved yet"
          action={
            beyondFields.action && (
              <LinkButton href={beyondFields.action.path} variant="primary">
                {beyondFields.action.label}
              </LinkButton>
            )
          }
        >
          {beyondFields.message}
        </Notice>
      )}
      <Button type="submit" variant="primary" isPending={isPending}>
        Save service
      </Button>
    </form>
  )
}
