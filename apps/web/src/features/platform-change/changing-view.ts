import { connectingMends } from '@foyer/shared/meetings'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { SessionDto } from '@foyer/shared/sessions'
import type { Tone } from '../../ui/status.tsx'
import { MEETING_COPY, namesFor } from '../session/meeting-copy.ts'
import { placeWords, platformWords } from './change-copy.ts'

export interface ChangingView {
  tone: Tone
  title: string
  text: string
  /** What leaves it where it is. */
  stay: string
  canRetry: boolean
  nextAttemptAt: string | null
  /** What has to be connected for it to go on. */
  toConnect: string | null
}

/** What is said of a session that is on its way to another platform; null for customers and for every other session. */
export function changingView(session: SessionDto, now: Date): ChangingView | null {
  const { meeting, viewer, status, endsAt } = session
  if (!meeting?.changingTo || viewer === 'customer' || status !== 'scheduled' || new Date(endsAt) <= now) return null
  const { changingTo, reason, source, platform, nextAttemptAt } = meeting
  const old =
    source === 'manual' ? 'the link set by hand' : source === 'fallback' ? 'the backup' : platformWords(platform)
  const title = `On the way to ${platformWords(changingTo)}`
  const stay = source === 'platform' ? `Stay ${placeWords(platform)}` : `Keep ${old}`
  const isUnderWay = reason === null || reason === 'room_pending'
  if (isUnderWay) {
    const text = `The new link is being made. Until it is there, Join leads to ${old} as before.`
    return { tone: 'sky', title, text, stay, canRetry: false, nextAttemptAt: null, toConnect: null }
  }
  const why = MEETING_COPY[reason].provider(namesFor(changingTo, session.provider.name, 'provider'))
  const needsConnecting = connectingMends(reason)
  return {
    tone: 'amber',
    title: `Not ${placeWords(changingTo)} yet`,
    text: `${why} Until then Join leads to ${old} as before.`,
    stay,
    canRetry: !needsConnecting,
    nextAttemptAt,
    toConnect: needsConnecting ? PLATFORM_NAMES[changingTo] : null,
  }
}
