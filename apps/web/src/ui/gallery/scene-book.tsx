import { useState } from 'react'
import { Button } from '../button.tsx'
import { DayPicker } from '../day-picker.tsx'
import { DefinitionList } from '../definition-list.tsx'
import { Person } from '../person.tsx'
import { PublicShell } from '../shell/public-shell.tsx'
import { SlotList } from '../slot-list.tsx'

const FREE = new Map([
  ['2026-11-24', 5],
  ['2026-11-25', 8],
  ['2026-11-26', 2],
  ['2026-11-27', 1],
  ['2026-11-30', 4],
  ['2026-12-02', 3],
])
const SLOTS = ['08:00', '08:30', '09:30', '10:00', '12:30', '13:00', '14:30', '15:00', '17:30'].map((time) => ({
  startsAt: `2026-11-25T${time}:00Z`,
  seatsLeft: 3,
}))

export function BookScene() {
  const query = new URLSearchParams(location.search)
  const [day, setDay] = useState<string | null>(query.get('day') ?? '2026-11-25')
  const [picks, setPicks] = useState(0)
  const [slot, setSlot] = useState<string | null>('2026-11-25T09:30:00Z')
  return (
    <PublicShell
      currentPath="/book"
      links={[{ href: '/bookings', label: 'My bookings' }]}
      account={{ name: 'Jonas Meier', entries: [{ id: 'out', label: 'Sign out' }] }}
    >
      <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[19rem_minmax(0,1fr)]">
        <div className="space-y-5">
          <Person size="hero" name="Dr Ana Ribeiro" fact="Psychotherapist, Lisbon" />
          <div>
            <h1 className="speak text-title sm:text-display">First conversation</h1>
            <p className="mt-1.5 text-pretty text-soft">
              A calm half hour to see whether we fit. Bring nothing but yourself.
            </p>
          </div>
          <DefinitionList
            facts={[
              { name: 'Length', value: '30 minutes' },
              { name: 'Where', value: 'Google Meet, link on confirmation' },
              { name: 'Cancel', value: 'free until 24 hours before' },
            ]}
          />
        </div>
        <div className="space-y-6.5">
          <DayPicker
            value={day}
            onChange={(date) => {
              setDay(date)
              setPicks(picks + 1)
            }}
            freeTimes={FREE}
            onMonthChange={() => {}}
            minDate="2026-11-21"
            maxDate="2027-01-20"
            timeZone="Europe/Berlin"
            isLoading={query.has('loading')}
          />
          <SlotList
            slots={SLOTS}
            value={slot}
            onChange={setSlot}
            timeZone="Europe/Berlin"
            dayLabel="Wednesday 25 November"
            focusRequest={picks}
            showSeats={query.has('seats')}
            isLoading={query.has('loading')}
          />
          <div className="flex flex-col gap-4 border-t border-line pt-5 sm:flex-row sm:items-center sm:justify-between">
            <div>
              <p className="font-medium">Wed 25 Nov, 10:30 – 11:00</p>
              <p className="text-small text-soft">09:30 for Dr Ribeiro in Lisbon · held for you 4:52</p>
            </div>
            <Button variant="primary">Continue</Button>
          </div>
        </div>
      </div>
    </PublicShell>
  )
}
