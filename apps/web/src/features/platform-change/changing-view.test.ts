import { expect, it } from 'vitest'
import { sampleMeeting, sampleSession } from '../provider-sessions/sample-session.ts'
import { changingView } from './changing-view.ts'

const now = new Date('2026-11-21T09:00:00Z')
const meeting = sampleMeeting({ changingTo: 'zoom' })

it('is nothing to customers, once it is over, and where nothing changes', () => {
  expect(changingView(sampleSession(), now)).toBeNull()
  expect(changingView(sampleSession({ meeting, viewer: 'customer' }), now)).toBeNull()
  expect(changingView(sampleSession({ meeting }), new Date('2026-11-21T15:00:00Z'))).toBeNull()
})

it('says which link holds meanwhile, and offers the way back', () => {
  expect(changingView(sampleSession({ meeting }), now)).toMatchObject({
    tone: 'sky',
    title: 'On the way to Zoom',
    text: 'The new link is being made. Until it is there, Join leads to Google Meet as before.',
    stay: 'Stay on Google Meet',
    canRetry: false,
  })
  const byHand = { ...meeting, source: 'manual' } as const
  expect(changingView(sampleSession({ meeting: byHand }), now)?.stay).toBe('Keep the link set by hand')
})

it('says what keeps the new link away, and who acts', () => {
  const slow = { ...meeting, reason: 'platform_unreachable', nextAttemptAt: '2026-11-21T09:01:00Z' } as const
  expect(changingView(sampleSession({ meeting: slow }), now)).toMatchObject({
    tone: 'amber',
    title: 'Not on Zoom yet',
    text: 'Zoom did not answer. Until then Join leads to Google Meet as before.',
    canRetry: true,
    toConnect: null,
  })
  const lost = { ...meeting, reason: 'connection_lost' } as const
  expect(changingView(sampleSession({ meeting: lost }), now)).toMatchObject({ canRetry: false, toConnect: 'Zoom' })
})
