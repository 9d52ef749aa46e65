import type { PlatformChangeDto, PlatformChangePreviewDto } from '@foyer/shared/platform-changes'
import { describe, expect, it } from 'vitest'
import { changeNews, previewLines, servicesLines } from './change-copy.ts'

const preview: PlatformChangePreviewDto = {
  platform: 'zoom',
  isAvailable: true,
  isConnected: true,
  change: 12,
  left: { same: 0, begun: 0, soon: 0, byHand: 0 },
  people: 9,
}

describe('what a change would do', () => {
  it('says how many change, who is told, and that the old links work on', () => {
    expect(previewLines(preview)).toEqual([
      '12 sessions will meet on Zoom. Each old link works until the new one is there.',
      '9 people are told, once. Everybody comes in through the same Join as always.',
    ])
    expect(previewLines({ ...preview, platform: 'custom_room', change: 1, people: 0 })).toEqual([
      '1 session will meet in your own room. Each old link works until the new one is there.',
      'Nobody has booked, so nobody has to be told.',
    ])
  })

  it('says of each session that stays why it stays', () => {
    expect(previewLines({ ...preview, change: 0, left: { same: 2, begun: 1, soon: 1, byHand: 3 } })).toEqual([
      '2 sessions are on Zoom already.',
      '3 sessions with a link you set by hand keep it.',
      '1 session has begun and stays.',
      '1 session begins in less than 30 minutes and stays.',
    ])
  })

  it('says of services what the new platform lacks, and what becomes of its backup', () => {
    const sessions = { ...preview, platform: 'custom_room' as const }
    const lacking = [{ id: '1', title: 'Yoga', settings: ['waitingRoom', 'recording'] as const }]
    expect(
      servicesLines('custom_room', {
        services: 3,
        lacking: lacking.map((one) => ({ ...one, settings: [...one.settings] })),
        backups: 1,
        sessions,
      }),
    ).toEqual([
      '3 services will meet in your own room, and new ones too. Services in person stay.',
      '“Yoga” asks for waiting room and automatic recording. Your own room does not have that, so it rests.',
      '1 service has your own room as backup. The platform that is left becomes the backup instead.',
    ])
  })
})

describe('how a change goes', () => {
  const change: PlatformChangeDto = {
    id: '1',
    platform: 'zoom',
    startedAt: '2026-11-21T09:00:00Z',
    total: 40,
    done: 12,
    underWay: 28,
    left: 0,
    stuck: [],
  }
  const stuck = {
    sessionId: '2',
    title: 'Yoga',
    startsAt: '2026-11-24T09:00:00Z',
    reason: 'platform_rate_limited' as const,
    hasLink: true,
  }

  it('counts while it goes on, says what waits, and who was told at the end', () => {
    expect(changeNews(change)).toMatchObject({
      tone: 'sky',
      title: '12 of 40 sessions meet on Zoom now',
      share: 0.3,
    })
    expect(changeNews({ ...change, done: 38, underWay: 2, stuck: [stuck, stuck] })).toEqual({
      tone: 'amber',
      title: '38 of 40 sessions meet on Zoom now, 2 have no new link yet',
      text: 'Their old links work until then.',
      share: null,
    })
    expect(changeNews({ ...change, done: 39, underWay: 0, left: 1 })).toEqual({
      tone: 'pine',
      title: '39 sessions meet on Zoom now',
      text: 'Who takes part has been told. 1 session stayed where it was.',
      share: null,
    })
  })
})
