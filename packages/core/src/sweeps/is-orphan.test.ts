import { expect, it } from 'vitest'
import { isOrphan } from './is-orphan.ts'

type Owner = Parameters<typeof isOrphan>[1]

const adapter = {
  externalIdFor: ({ meetingId, generation }: { meetingId: string; generation: number }) => `${meetingId}g${generation}`,
}
const where = { userId: 'ana', platform: 'google_meet' } as const

function judge(
  marked: { externalId?: string; meetingId?: string; generation?: number },
  meeting: Partial<Owner['meeting']> = {},
  session: Partial<Owner['session']> = {},
) {
  const row = { id: 'm', platform: 'google_meet', source: 'platform', externalId: 'mg2', generation: 2 }
  const settled = { outcomeUnknown: false, desiredVersion: 1, syncedVersion: 1 }
  const owner = {
    meeting: { ...row, ...settled, ...meeting },
    session: { providerId: 'ana', status: 'scheduled', ...session },
  } as Owner
  const { meetingId = 'm', generation = 1 } = marked
  const externalId = marked.externalId ?? adapter.externalIdFor({ meetingId, generation })
  return isOrphan({ externalId, meetingId, generation, startsAt: new Date(0) }, owner, where, adapter)
}

it.each<[string, boolean, Parameters<typeof judge>]>([
  ['of an earlier generation', true, [{}]],
  ['that the row points at', false, [{ generation: 2 }]],
  ['of an earlier generation that the row points at', false, [{}, { externalId: 'mg1' }]],
  ['copied by hand, mark and all', false, [{ externalId: 'abcdef' }]],
  ['of another meeting', false, [{ meetingId: 'n' }]],
  ['of another provider who shares the account', false, [{}, {}, { providerId: 'ben' }]],
  ['whose sibling may be being made', false, [{}, { outcomeUnknown: true }]],
  ['that is about to be adopted', false, [{ generation: 2 }, { externalId: null, syncedVersion: 0 }]],
  ['of a later generation', false, [{ generation: 3 }]],
  ['of a cancelled session', true, [{ generation: 2 }, { externalId: null }, { status: 'cancelled' }]],
  [
    'of a session whose cancelling is under way',
    false,
    [{ generation: 2 }, { externalId: null, syncedVersion: 0 }, { status: 'cancelled' }],
  ],
  ['of a session with a link set by hand', true, [{ generation: 2 }, { externalId: null, source: 'manual' }]],
  ['of a session in its backup room', true, [{ generation: 2 }, { externalId: null, source: 'fallback' }]],
  ['of a session that meets elsewhere', true, [{ generation: 2 }, { externalId: null, platform: 'zoom' }]],
])('an object %s: orphan is %s', (_, expected, given) => {
  expect(judge(...given)).toBe(expected)
})
