import { useTitle } from '../lib/use-title.ts'
import { paths } from '../paths.ts'
import { LinkButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** No such page, or nothing in it for this reader: which of the two is not told. */
export function NotFoundPage() {
  useTitle('Not found')
  return (
    <main id="main" tabIndex={-1}>
      <EmptyState title="There is no such door" action={<LinkButton href={paths.home()}>To the start</LinkButton>}>
        The address may be mistyped, or what was here is gone or belongs to somebody else.
      </EmptyState>
    </main>
  )
}
