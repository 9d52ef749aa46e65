import { PLATFORM_NAMES, PLATFORMS, type Platform } from '@foyer/shared/platforms'
import type { SessionDto } from '@foyer/shared/sessions'
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.ts'
import { placeWords, platformWords } from './change-copy.ts'
import { ChangePreview } from './change-preview.tsx'

/** Chooses where one session or several are to meet, says what that does, and does it. Mounted while it is open. */
export function ChangeDialog({
  sessions,
  onClose,
}: {
  sessions: readonly SessionDto[]
  onClose: (done: boolean) => void
}) {
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState<Platform | null>(null)
  const [includeSoon, setIncludeSoon] = useState(false)
  const sessionIds = sessions.map(({ id }) => id)
  const [first] = sessions
  // What can be chosen is the same for all of them.
  const offered = useQueries({
    queries: PLATFORMS.map((platform) =>
      trpc.meetings.previewChange.queryOptions({ sessionIds: sessionIds.slice(0, 1), platform }),
    ),
  })
  const isOne = sessions.length === 1
  const now = isOne ? first?.meeting?.platform : undefined
  const { data: preview } = useQuery({
    ...trpc.meetings.previewChange.queryOptions({ sessionIds, platform: chosen ?? PLATFORMS[0], includeSoon }),
    enabled: chosen !== null,
  })
  const choices = offered.flatMap(({ data }) =>
    data?.isAvailable && !(isOne && data.left.same > 0)
      ? [
          {
            id: data.platform,
            label: PLATFORM_NAMES[data.platform],
            hint: data.isConnected ? undefined : 'Not connected yet',
            isDisabled: !data.isConnected,
          },
        ]
      : [],
  )
  const change = useMutation(
    trpc.meetings.changePlatform.mutationOptions({
      onSuccess: async ({ platform }) => {
        await queryClient.invalidateQueries({ refetchType: 'active' })
        showToast({
          tone: 'pine',
          text: `On the way to ${platformWords(platform)}. The present link works until then.`,
        })
        onClose(true)
      },
    }),
  )
  choices.sort((one, other) => Number(one.isDisabled) - Number(other.isDisabled))
  const isLoading = offered.some(({ isPending }) => isPending)
  const isPossible = choices.some(({ isDisabled }) => !isDisabled)
  const problem = problemToShow(change.error)
  const choose = (platform: Platform) => {
    change.reset()
    setIncludeSoon(false)
    setChosen(platform)
  }
  return (
    <Dialog
      title={isOne ? 'Change the platform' : `Change the platform of ${sessions.length} sessions`}
      isOpen
      onClose={() => onClose(false)}
      actions={
        <>
          <Button onPress={() => onClose(false)} isDisabled={change.isPending}>
            Go back
          </Button>
          {isPossible && (
            <Button
              variant="primary"
              isPending={change.isPending}
              isDisabled={!chosen || preview?.change === 0}
              onPress={() => chosen && change.mutate({ sessionIds, platform: chosen, includeSoon })}
            >
              {chosen ? `Change to ${platformWords(chosen)}` : 'Change'}
            </Button>
          )}
        </>
      }
    >
      {isLoading ? (
        <SkeletonRows count={2} />
      ) : (
        <>
          <RadioCards
            label={isOne && now ? `It meets ${placeWords(now)} now. Where is it to meet?` : 'Where are they to meet?'}
            choices={choices}
            value={chosen}
            onChange={choose}
          />
          {choices.some(({ isDisabled }) => isDisabled) && first?.viewer === 'provider' && (
            <p className="text-small text-soft">
              <TextLink
                href={paths.dashboardIntegrations(
                  isOne ? paths.session(sessionIds[0] ?? '') : paths.dashboardSessions(),
                )}
              >
                Connect another platform
              </TextLink>{' '}
              to have it here.
            </p>
          )}
        </>
      )}
      {chosen && (
        <ChangePreview
          input={{ sessionIds, platform: chosen }}
          isOne={isOne}
          includeSoon={includeSoon}
          onIncludeSoon={setIncludeSoon}
        />
      )}
      {problem && (
        <Notice tone="brick" title="That did not work">
          {problem.message}
        </Notice>
      )}
    </Dialog>
  )
}
