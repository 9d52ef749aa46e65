import type { ComingSessions } from '@foyer/shared/platform-changes'
import type { Platform } from '@foyer/shared/platforms'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.ts'
import { placeWords, platformWords, servicesLines } from './change-copy.ts'
import { ComingChoice } from './coming-choice.tsx'

/** Has all services meet on one platform, after saying what that means. Mounted while it is open. */
export function ServicesDialog({ platform, onClose }: { platform: Platform; onClose: () => void }) {
  const queryClient = useQueryClient()
  const [coming, setComing] = useState<ComingSessions>('keep')
  const [includeSoon, setIncludeSoon] = useState(false)
  const { data: preview } = useQuery(trpc.services.previewPlatform.queryOptions({ platform }))
  const setting = useMutation(
    trpc.services.setPlatform.mutationOptions({
      onSuccess: async ({ services, change }) => {
        await queryClient.invalidateQueries({ refetchType: 'active' })
        const moved = services === 0 ? 'New services meet' : 'All your services meet'
        const following = change ? ' Coming sessions follow.' : ''
        showToast({ tone: 'pine', text: `${moved} ${placeWords(platform)} now.${following}` })
        onClose()
      },
    }),
  )
  const problem = problemToShow(setting.error)
  const hasSessions = preview !== undefined && preview.sessions.change + preview.sessions.left.soon > 0
  return (
    <Dialog
      title={`Use ${platformWords(platform)} for all services?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} isDisabled={setting.isPending}>
            Leave them
          </Button>
          <Button
            variant="primary"
            isDisabled={!preview}
            isPending={setting.isPending}
            onPress={() => setting.mutate({ platform, comingSessions: coming, includeSoon })}
          >
            Use {platformWords(platform)} for all
          </Button>
        </>
      }
    >
      {preview ? (
        <div className="space-y-2 text-body text-soft">
          {servicesLines(platform, preview).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      ) : (
        <SkeletonRows count={2} />
      )}
      {hasSessions && (
        <ComingChoice
          scope={{ all: true, platform }}
          value={coming}
          onChange={setComing}
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
