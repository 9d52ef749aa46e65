import { MEETING_REASON_OWNERS, MEETING_REASONS } from '@foyer/shared/meetings'
import type { RepairCounts, RepairDto, RepairPreviewDto } from '@foyer/shared/repairs'
import { describe, expect, it } from 'vitest'
import {
  askedFor,
  previewCost,
  previewLines,
  repairFacts,
  repairName,
  repairShare,
  repairStatus,
  repairTitle,
  scopeWords,
} from './repair-copy.ts'

const nothing: RepairPreviewDto = {
  total: 0,
  hasMore: false,
  create: 0,
  adopt: 0,
  update: 0,
  remove: 0,
  inOrder: 0,
  held: 0,
  blocked: 0,
  reasons: [],
  calls: [],
  seconds: 0,
}

const none: RepairCounts = { total: 0, waiting: 0, asked: 0, ready: 0, without: 0, skipped: 0, cleared: 0 }

const repair = (change: Partial<RepairDto>): RepairDto => ({
  id: 'r',
  name: null,
  filter: {},
  status: 'running',
  startedBy: { id: 'a', name: 'Rita' },
  startedAt: '2026-11-21T12:00:00Z',
  finishedAt: null,
  abortedBy: null,
  counts: none,
  reasons: [],
  ...change,
})

describe('what a repair would do', () => {
  it('is told kind by kind, with what it cannot help and why', () => {
    const preview: RepairPreviewDto = {
      ...nothing,
      total: 5,
      create: 3,
      remove: 1,
      blocked: 1,
      reasons: [{ reason: 'connection_missing', owner: 'provider', count: 1 }],
      calls: [{ platform: 'google_meet', count: 4 }],
      seconds: 2,
    }
    expect(previewLines(preview)).toEqual([
      '3 links are made.',
      '1 room that nobody needs any more is removed.',
      '1 needs somebody first, and is passed over: not connected (1).',
    ])
    expect(askedFor(preview)).toBe(4)
    expect(previewCost(preview)).toBe('At least 4 calls to Google Meet, spread over about 2 seconds.')
    expect(previewCost({ ...preview, calls: [] })).toBeNull()
  })

  it.each(MEETING_REASONS)('has words for %s', (reason) => {
    const reasons = [{ reason, owner: MEETING_REASON_OWNERS[reason], count: 2 }]
    const [line] = previewLines({ ...nothing, blocked: 2, reasons })
    expect(line).toMatch(/^2 need somebody first, and are passed over: [^_]*\.$/u)
  })
})

describe('a repair', () => {
  it('is called by its name, or by what it is about', () => {
    expect(repairName(repair({ name: 'After the outage' }))).toBe('After the outage')
    expect(scopeWords({})).toBe('Every missing link')
    expect(scopeWords({ platform: 'zoom', problem: 'failed' })).toBe('Missing links with Zoom that failed')
    expect(scopeWords(null)).toBe('Chosen sessions')
  })

  it('tells how far it is, and never more than is true', () => {
    const running = repair({ counts: { ...none, total: 5, ready: 2, waiting: 3 } })
    expect([repairTitle(running), repairShare(running)]).toEqual(['2 of 5 repaired so far', 0.4])
    const stuck = repair({ status: 'done', counts: { ...none, total: 3, ready: 1, without: 2 } })
    expect([repairTitle(stuck), repairStatus(stuck).words]).toEqual(['1 of 3 repaired', 'Needs somebody'])
    const done = repair({ status: 'done', counts: { ...none, total: 3, ready: 2, cleared: 1 } })
    expect([repairTitle(done), repairStatus(done).words]).toEqual(['All 3 are repaired', 'Done'])
    const aborted = repair({ status: 'aborted', counts: { ...none, total: 3, ready: 1, waiting: 2 } })
    expect([repairTitle(aborted), repairFacts(aborted)]).toEqual([
      'Aborted with 1 of 3 repaired',
      [
        { name: 'with a link', value: '1' },
        { name: 'not asked for any more', value: '2' },
      ],
    ])
    expect(repairTitle(repair({ status: 'done' }))).toBe('There was nothing to repair')
  })
})
