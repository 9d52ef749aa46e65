import { ProgressBar } from 'react-aria-components'
import { cx } from '../lib/cx.ts'
import type { Tone } from './status.tsx'

const BAR = {
  pine: ['bg-pine-soft', 'bg-pine'],
  sky: ['bg-sky-soft', 'bg-sky'],
  amber: ['bg-amber-soft', 'bg-amber'],
  brick: ['bg-brick-soft', 'bg-brick'],
  quiet: ['bg-sunk', 'bg-edge'],
} as const satisfies Record<Tone, readonly [string, string]>

/** How far something is, 0 to 1, or that it is under way. `label` is for listeners; say the same in words beside it. */
export function Progress(props: {
  value: number | 'unknown'
  label: string
  tone?: Tone | undefined
  className?: string | undefined
}) {
  const { value, label, tone = 'sky', className } = props
  const isUnknown = value === 'unknown'
  const [track, bar] = BAR[tone]
  return (
    <ProgressBar
      aria-label={label}
      isIndeterminate={isUnknown}
      value={isUnknown ? 0 : value * 100}
      className={cx('h-1 overflow-hidden rounded-chip forced-colors:border', track, className)}
    >
      {({ percentage }) => (
        <div
          className={cx(
            'h-full rounded-chip forced-colors:bg-[Highlight]',
            bar,
            isUnknown ? 'w-2/5 animate-seek' : 'transition-[width]',
          )}
          style={isUnknown ? undefined : { width: `${percentage ?? 0}%` }}
        />
      )}
    </ProgressBar>
  )
}
