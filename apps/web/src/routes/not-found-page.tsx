import { useTitle } from '../lib/use-title.ts'
import { paths } from '../paths.ts'
import { LinkButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { VisitorShell } from './shells.tsx'

/** In the frame of its layout: no such page, or nothing in it for this reader: which of the two is not told. */
export function NotFound() {
  useTitle('Not found')
  return (
    <EmptyState isPage title="There is no such door" action={<LinkButton href={paths.home()}>To the start</LinkButton>}>
      The address may be mistyped, or what was here is gone or belongs to somebody else.
    </EmptyState>
  )
}

/** An address that fits no page at all. */
export function NotFoundPage() {
  return (
    <VisitorShell>
      <NotFound />
    </VisitorShell>
  )
}
