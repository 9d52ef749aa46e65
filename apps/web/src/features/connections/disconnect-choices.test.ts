import { describe, expect, it } from 'vitest'
import { disconnectChoices } from './disconnect-choices.ts'
import { sampleConnection } from './sample-connection.ts'

const ids = (...input: Parameters<typeof disconnectChoices>) => disconnectChoices(...input).map(({ id }) => id)

describe('what becomes of coming sessions when a connection ends', () => {
  const used = sampleConnection({ sessionsAhead: 2 })
  const zoom = sampleConnection({ platform: 'zoom' })

  it('is not asked while none uses it', () => {
    expect(ids(sampleConnection(), [])).toEqual([])
  })
  it('is keeping or removing while there is no other platform', () => {
    expect(ids(used, [used])).toEqual(['keep', 'remove'])
  })
  it('may be moving to a platform that is connected and works', () => {
    expect(ids(used, [used, zoom])).toEqual(['keep', 'zoom', 'remove'])
    for (const other of [
      sampleConnection({ ...zoom, status: 'revoked' }),
      sampleConnection({ ...zoom, available: false }),
    ])
      expect(ids(used, [used, other])).toEqual(['keep', 'remove'])
  })
  it('is keeping once the permission is lost', () => {
    expect(ids(sampleConnection({ ...used, status: 'revoked' }), [zoom])).toEqual(['keep'])
  })
})
