import { type ConnectionDto, connectionIsUsable } from '@foyer/shared/connections'
import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { Section } from '../../ui/section.tsx'
import { Select } from '../../ui/select.tsx'
import { showToast } from '../../ui/toast.ts'

/** Where a new service meets unless it says otherwise; saved at once. Shown where there is something to choose. */
export function DefaultPlatformChoice({ connections }: { connections: readonly ConnectionDto[] }) {
  const queryClient = useQueryClient()
  const saving = useMutation(
    trpc.connections.setDefault.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(trpc.connections.list.queryKey(), saved)
        const chosen = saved.find(({ isDefault }) => isDefault)
        if (chosen) showToast({ tone: 'pine', text: `New services meet ${placeOf(chosen.platform)}.` })
      },
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  const offered = connections.filter(({ available, status }) => available && connectionIsUsable(status))
  const standard = connections.find(({ isDefault }) => isDefault)
  // One that was chosen and is not connected any more stays on the list, so that the choice says what holds.
  const listed = offered.some(({ isDefault }) => isDefault) || !standard ? offered : [standard, ...offered]
  if (offered.length === 0 || listed.length < 2) return null
  const value = saving.isPending ? saving.variables.platform : (standard?.platform ?? null)
  return (
    <Section title="New services">
      <div className="max-w-md pt-4">
        <Select
          label="New services meet on"
          hint="Each service can still say otherwise. Those you have stay where they are."
          value={value}
          onChange={(platform) => platform !== value && saving.mutate({ platform })}
          choices={listed.map(({ platform, accountEmail, accountLabel, status }) => ({
            id: platform,
            label: PLATFORM_NAMES[platform],
            hint: connectionIsUsable(status) ? (accountEmail ?? accountLabel ?? undefined) : 'Not connected any more',
          }))}
        />
      </div>
    </Section>
  )
}

const placeOf = (platform: Platform) =>
  platform === 'custom_room' ? 'in your own room' : `on ${PLATFORM_NAMES[platform]}`
