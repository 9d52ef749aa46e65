import type { ConnectionDto } from '@foyer/shared/connections'
import type { ServiceDto } from '@foyer/shared/services'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Status } from '../../ui/status.tsx'
import { serviceFacts, serviceStatus } from './service-facts.ts'

/** One service: what it is, whether its links can be made, and what can be done with it. */
export function ServiceRow({ service, connections }: { service: ServiceDto; connections: readonly ConnectionDto[] }) {
  const [isAsking, setIsAsking] = useState(false)
  const { id, title, archived, provider, kind } = service
  const status = serviceStatus(service, connections)
  const entries = [
    { id: 'page', label: 'See its page', href: paths.book(provider.slug, id) },
    ...(kind === 'private'
      ? []
      : [{ id: 'session', label: 'Add a session', href: paths.dashboardNewSession({ service: id }) }]),
    { id: 'archive', label: 'Archive', isDanger: true, onAction: () => setIsAsking(true) },
  ]
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2.5 py-3.5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="speak truncate text-name">
          {archived ? (
            title
          ) : (
            <TextLink href={paths.dashboardService(id)} className="text-ink! no-underline! hover:underline!">
              {title}
            </TextLink>
          )}
        </p>
        <p className="text-small text-soft">{serviceFacts(service)}</p>
      </div>
      <Status door={status.door}>{status.words}</Status>
      {!archived && (
        <div className="flex gap-2">
          <LinkButton isDense href={paths.dashboardService(id)} aria-label={`Edit ${title}`}>
            Edit
          </LinkButton>
          <Menu label={`More for ${title}`} entries={entries} />
        </div>
      )}
      <ArchiveDialog service={service} isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </li>
  )
}

function ArchiveDialog(props: { service: ServiceDto; isOpen: boolean; onClose: () => void }) {
  const { service, isOpen, onClose } = props
  const queryClient = useQueryClient()
  const archive = useMutation(
    trpc.services.archive.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.services.mine.queryKey() })
        onClose()
      },
    }),
  )
  const close = () => {
    archive.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Archive ${service.title}?`}
      isOpen={isOpen}
      onClose={close}
      confirmLabel="Archive service"
      keepLabel="Keep it"
      onConfirm={() => archive.mutate({ id: service.id })}
      isPending={archive.isPending}
      error={archive.error ? problemOf(archive.error).message : undefined}
    >
      Nobody can book it any more, and it cannot be brought back. What is booked stays booked, with its links.
    </ConfirmDialog>
  )
}
