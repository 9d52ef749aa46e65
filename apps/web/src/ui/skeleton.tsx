import { cx } from '../lib/cx.ts'

const SHAPE = { bar: 'rounded-md', box: 'rounded-box', chip: 'rounded-chip', arch: 'arch' } as const

/** A quiet shape where something will be; the size comes as classes. */
function Skeleton({ className, shape = 'bar' }: { className: string; shape?: keyof typeof SHAPE | undefined }) {
  return <span aria-hidden="true" className={cx('block animate-breathe bg-sunk', SHAPE[shape], className)} />
}

/** Rows as high as session rows, so that nothing moves when the real ones come. */
export function SkeletonRows({
  count = 3,
  label = 'Loading',
}: {
  count?: number | undefined
  label?: string | undefined
}) {
  return (
    <div role="status" aria-label={label} className="divide-y divide-line">
      {Array.from({ length: count }, (_, row) => row).map((row) => (
        <div key={row} className="flex h-[71px] items-center gap-4 sm:gap-6">
          <Skeleton className="hidden h-4 w-26 sm:block" />
          <Skeleton shape="arch" className="h-11 w-9.5" />
          <span className="flex-1 space-y-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-1/4" />
          </span>
          <Skeleton shape="chip" className="h-6.5 w-22" />
        </div>
      ))}
    </div>
  )
}

/** Two parts of a day of slots. */
export function SkeletonSlots() {
  return (
    <div className="grid grid-cols-4 gap-2 pt-7" aria-hidden="true">
      {Array.from({ length: 8 }, (_, slot) => slot).map((slot) => (
        <Skeleton key={slot} shape="box" className="h-11" />
      ))}
    </div>
  )
}
