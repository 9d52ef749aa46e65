import { cx } from '../lib/cx.ts'
import { Door, type DoorState } from './door.tsx'

export type Tone = 'pine' | 'sky' | 'amber' | 'brick' | 'quiet'

/** The tone a door speaks in. */
export const DOOR_TONE = {
  ready: 'pine',
  preparing: 'sky',
  needs: 'amber',
  failed: 'brick',
  none: 'quiet',
} as const satisfies Record<DoorState, Tone>

const CHIP = {
  pine: 'bg-pine-soft text-pine',
  sky: 'bg-sky-soft text-sky',
  amber: 'bg-amber-soft text-amber',
  brick: 'bg-brick-soft text-brick',
  quiet: 'bg-sunk text-soft',
} as const satisfies Record<Tone, string>

/** A state in two or three words with its door. The tone follows the door unless told. */
export function Status(props: {
  door: DoorState
  children: string
  tone?: Tone | undefined
  className?: string | undefined
}) {
  const { door, children, tone = DOOR_TONE[door], className } = props
  return (
    <span
      className={cx(
        'inline-flex min-h-6.5 items-center gap-1.5 rounded-chip py-0.5 ps-2 pe-2.5 text-small font-medium',
        'forced-colors:border',
        CHIP[tone],
        className,
      )}
    >
      <Door state={door} />
      {children}
    </span>
  )
}
