import { describe, expect, it } from 'vitest'
import { droppedCopy, tellingCopy } from './room-copy.ts'
import { previewRoom } from './room-preview.ts'

const recording = { setting: 'recording', wanted: true } as const

describe('what a platform did not take', () => {
  it('is said with its reason, where one is known', () => {
    expect(droppedCopy('zoom', [])).toBeNull()
    expect(droppedCopy('zoom', [recording])).toEqual({
      title: 'Zoom did not take: automatic recording',
      why: 'Needs a paid Zoom plan: recordings are kept in Zoom’s cloud.',
    })
    expect(droppedCopy('zoom', [{ setting: 'passcode', wanted: false }, recording])?.title).toBe(
      'Zoom did not take: no passcode and automatic recording',
    )
    expect(droppedCopy('zoom', [{ setting: 'passcode', wanted: false }])?.why).toBe(
      'Your plan, or a rule of your account, may not allow it.',
    )
    expect(droppedCopy('custom_room', [recording])?.why).toBe('Your own room has no such setting.')
  })
})

describe('the name of a room', () => {
  it('is warned of where it gives somebody away', () => {
    expect(tellingCopy(new Set(), 'zoom')).toBeNull()
    expect(tellingCopy(new Set(['what'] as const), 'zoom')?.title).toBe('This tells what it is about')
    expect(tellingCopy(new Set(['who', 'what'] as const), 'google_meet')).toMatchObject({
      title: 'This tells who comes and what it is about',
      why: expect.stringContaining('mails from Google'),
    })
  })

  it('is shown as it comes out for somebody invented', () => {
    const draft = {
      title: 'Violin',
      kind: 'private',
      durationMinutes: 50,
      meetingTemplate: { title: '{service} for {customer_first_name}', description: '', agenda: 'Scales' },
    } as const
    expect(previewRoom(draft, 'Robin', 'zoom')).toEqual({
      title: 'Violin for Alex',
      description: 'Agenda\nScales\n\nJoin: https://…/s/…/join\nMove or cancel: https://…/sessions/…',
    })
    expect(previewRoom({ ...draft, kind: 'course', durationMinutes: Number.NaN }, 'Robin', 'teams')).toEqual({
      title: 'Violin for guest',
      description: null,
    })
  })
})
