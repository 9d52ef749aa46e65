import { PLATFORM_NAMES, PLATFORMS } from '@foyer/shared/platforms'
import { useRouter } from '@tanstack/react-router'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Select } from '../../ui/select.tsx'
import type { ProblemFilter } from './admin-options.ts'

const PROBLEM_CHOICES = [
  { id: 'all', label: 'Without a link' },
  { id: 'pending', label: 'Waiting' },
  { id: 'blocked', label: 'Needs somebody' },
  { id: 'failed', label: 'Failed' },
] as const

const PLATFORM_CHOICES = [
  { id: 'all' as const, label: 'Any platform' },
  ...PLATFORMS.map((id) => ({ id, label: PLATFORM_NAMES[id] })),
]

/** What the list shows; kept in the address. */
export function ProblemFilters({ filter, providerName }: { filter: ProblemFilter; providerName?: string | undefined }) {
  const router = useRouter()
  const show = (next: ProblemFilter) =>
    void router.navigate({ href: paths.admin({ ...filter, ...next }), replace: true, resetScroll: false })
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        label="Problem"
        isDense
        choices={PROBLEM_CHOICES}
        value={filter.problem ?? 'all'}
        onChange={(id) => show({ problem: id === 'all' ? undefined : id })}
      />
      <Select
        label="Platform"
        isDense
        choices={PLATFORM_CHOICES}
        value={filter.platform ?? 'all'}
        onChange={(id) => show({ platform: id === 'all' ? undefined : id })}
      />
      {filter.providerId && (
        <Button isDense onPress={() => show({ providerId: undefined })}>
          {`Only ${providerName ?? 'one provider'}`}
          <Icon name="close" className="size-4" />
        </Button>
      )}
    </div>
  )
}
