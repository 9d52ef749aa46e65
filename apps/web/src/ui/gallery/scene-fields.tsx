import { useState } from 'react'
import { Button } from '../button.tsx'
import { Checkbox } from '../checkbox.tsx'
import { NumberField } from '../number-field.tsx'
import { RadioCards } from '../radio-cards.tsx'
import { Select } from '../select.tsx'
import { Status } from '../status.tsx'
import { Switch } from '../switch.tsx'
import { TextArea, TextField } from '../text-field.tsx'

export function FieldsScene() {
  const [platform, setPlatform] = useState<'google_meet' | 'zoom' | 'teams' | null>('zoom')
  const [kind, setKind] = useState<'private' | 'group' | 'course' | null>('private')
  return (
    <main className="mx-auto max-w-xl space-y-6 p-6">
      <TextField label="Title" defaultValue="First conversation" isRequired />
      <TextField
        label="Email"
        type="email"
        hint="Where the confirmation goes."
        error="This address lacks an @."
        defaultValue="jonas.meier"
      />
      <TextField label="Room address" type="url" placeholder="https://" isRequired={false} />
      <TextField label="Account" isDisabled defaultValue="ana@ribeiro.pt" />
      <TextArea label="What to expect" hint="Two sentences are enough." isRequired={false} />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField label="Length" defaultValue={50} minValue={5} step={5} unit="min" />
        <NumberField label="Places" defaultValue={1} minValue={1} error="A group has at least two places." />
      </div>
      <Select
        label="Where it meets"
        value={platform}
        onChange={setPlatform}
        choices={[
          { id: 'google_meet', label: 'Google Meet', hint: 'Needs you: permission ended' },
          { id: 'zoom', label: 'Zoom', hint: 'ana@ribeiro.pt' },
          { id: 'teams', label: 'Microsoft Teams', hint: 'Not connected', isDisabled: true },
        ]}
      />
      <div className="flex gap-2">
        <Select
          isDense
          label="Filter by platform"
          value={platform}
          onChange={setPlatform}
          choices={[{ id: 'zoom', label: 'Zoom' }]}
          placeholder="Any platform"
        />
      </div>
      <RadioCards
        label="Kind"
        value={kind}
        onChange={setKind}
        choices={[
          { id: 'private', label: 'One to one', hint: 'Booked into your free times.' },
          {
            id: 'group',
            label: 'Group',
            hint: 'You set the time, several people come.',
            aside: <Status door="ready">Link ready</Status>,
          },
          { id: 'course', label: 'Course', hint: 'Several sessions, booked as one.', isDisabled: true },
        ]}
      />
      <Checkbox hint="The link is in there, too.">Send a reminder the day before</Checkbox>
      <Checkbox defaultSelected>Chosen</Checkbox>
      <Switch defaultSelected hint="Confirmed at once, without your answer.">
        Confirm by itself
      </Switch>
      <Switch>Off</Switch>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary">Primary</Button>
        <Button>Outline</Button>
        <Button variant="quiet">Quiet</Button>
        <Button variant="danger">Danger</Button>
        <Button variant="primary" isPending>
          Pending
        </Button>
        <Button isDisabled>Disabled</Button>
      </div>
    </main>
  )
}
