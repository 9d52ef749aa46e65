import type { ConnectionDto } from '@foyer/shared/connections'
import { type Room, type RoomKind, readRoom, roomLink } from '@foyer/shared/rooms'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { fieldError, formError, type Problem } from '../../api/problem.ts'
import { focusFirstError } from '../../lib/focus-first-error.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { examplePart } from './example-part.ts'
import { ADDRESS_FIELD, emptyAddresses, roomChoices, roomEffect, roomHint } from './room-copy.ts'

/** Where sessions meet: the kind of room, its address, and how a link of it looks before anybody gets one. */
export function RoomForm(props: {
  /** What is set now. */
  room: Room | null
  connection: ConnectionDto
  /** Titles of services there whose sessions follow one another without a pause. */
  unpaused: readonly string[]
  onSave: (room: Room) => void
  isPending: boolean
  problem: Problem | null
}) {
  const { room, connection, unpaused, onSave, isPending, problem } = props
  const [kind, setKind] = useState<RoomKind>(room?.kind ?? 'generated')
  // Each kind keeps what was typed for it.
  const [addresses, setAddresses] = useState(() => emptyAddresses(room))
  const [isChecked, setIsChecked] = useState(false)
  const [part] = useState(examplePart)
  const reading = readRoom(kind, addresses[kind])
  const read = 'room' in reading ? reading.room : null
  const ours = isChecked && 'problem' in reading ? reading.problem : undefined
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (problem) focusFirstError(form.current)
  }, [problem])
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsChecked(true)
    if (read) onSave(read)
    else focusFirstError(event.currentTarget)
  }
  const field = ADDRESS_FIELD[kind]
  const hint = read && roomHint(read, unpaused)
  const isAnother = read !== null && (read.kind !== room?.kind || read.address !== room.address)
  const effect = isAnother ? roomEffect(connection) : null
  const beyond = formError(problem, ['address'])
  return (
    <form ref={form} onSubmit={save} noValidate className="max-w-2xl space-y-6">
      <RadioCards label="How sessions meet" choices={roomChoices} value={kind} onChange={setKind} />
      <div className="space-y-3">
        <TextField
          key={kind}
          type="url"
          label={field.label}
          hint={field.hint}
          placeholder={field.placeholder}
          value={addresses[kind]}
          onChange={(address) => setAddresses({ ...addresses, [kind]: address })}
          error={ours ?? fieldError(problem, 'address')}
          autoComplete="off"
          isRequired
        />
        <Preview room={read} part={part} />
      </div>
      {hint && (
        <Notice tone={kind === 'fixed' ? 'amber' : 'sky'} title={hint.title}>
          {hint.text}
        </Notice>
      )}
      {beyond && (
        <Notice tone="brick" title="Not saved yet">
          {beyond.message}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" variant="primary" isPending={isPending}>
          {room ? 'Save room' : 'Use this room'}
        </Button>
        {effect && <p className="min-w-0 flex-1 basis-64 text-soft">{effect}</p>}
      </div>
    </form>
  )
}

/** The link as a session would have it. A room that is tried out is nobody's. */
function Preview({ room, part }: { room: Room | null; part: string }) {
  const link = room && roomLink(room, part)
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 rounded-box bg-sunk px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        {link ? (
          <>
            <p className="text-small text-soft">
              {room.kind === 'fixed' ? 'Every session meets at' : 'A session would meet at'}
            </p>
            <p className="wrap-anywhere">{link}</p>
          </>
        ) : (
          <p className="text-small text-soft">The link of a session stands here as soon as the address is whole.</p>
        )}
      </div>
      {link && (
        <LinkButton href={link} target="_blank" isDense>
          Open to check
        </LinkButton>
      )}
    </div>
  )
}
