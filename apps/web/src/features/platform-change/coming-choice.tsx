import type { ChangePlatformInput } from '@foyer/shared/platform-change-schema'
import type { ComingSessions } from '@foyer/shared/platform-changes'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { placeWords } from './change-copy.ts'
import { ChangePreview } from './change-preview.tsx'

/** What becomes of sessions that are booked when their services meet elsewhere: they keep their links, or follow. */
export function ComingChoice(props: {
  scope: ChangePlatformInput
  value: ComingSessions
  onChange: (value: ComingSessions) => void
  includeSoon?: boolean | undefined
  /** Left out where those that begin soon are not asked for; they stay then. */
  onIncludeSoon?: ((includeSoon: boolean) => void) | undefined
}) {
  const { scope, value, onChange, includeSoon = false, onIncludeSoon } = props
  return (
    <>
      <RadioCards
        label="What becomes of coming sessions?"
        value={value}
        onChange={onChange}
        choices={[
          { id: 'keep', label: 'They keep their links', hint: `Only new bookings meet ${placeWords(scope.platform)}.` },
          { id: 'change', label: 'They change too', hint: 'Each gets a new link, and who takes part is told once.' },
        ]}
      />
      {value === 'change' && <ChangePreview input={scope} includeSoon={includeSoon} onIncludeSoon={onIncludeSoon} />}
    </>
  )
}
