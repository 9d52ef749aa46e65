import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import { Door, type DoorState } from './door.tsx'
import { Icon } from './icons.tsx'
import { Progress } from './progress.tsx'
import { DOOR_TONE } from './status.tsx'

const FRAME = {
  ready: 'border border-pine bg-linear-to-b from-pine-soft to-card to-62% text-pine shadow-card',
  preparing: 'border-[1.5px] border-dashed border-sky bg-card text-sky shadow-card',
  needs: 'border border-amber bg-linear-to-b from-amber-soft to-card to-62% text-amber shadow-card',
  failed: 'border border-brick bg-linear-to-b from-brick-soft to-card to-62% text-brick shadow-card',
  none: 'border border-edge text-ink',
} as const satisfies Record<DoorState, string>

export type DoorCardProps = {
  state: DoorState
  /** The news: "The room is ready". */
  title: string
  /** Why, who acts, when. */
  line: ReactNode
  /** 0 to 1, or "unknown" while something is under way that cannot be measured. */
  progress?: number | 'unknown' | undefined
  /** What stands in for the usual room: "Backup room in use". */
  mark?: string | undefined
  /** A second line in the tone of the door: what happens if it stays like this. */
  fallback?: ReactNode
  /** The one button: join, or what stands in for it. */
  action?: ReactNode
  /** Said in the place of a button. */
  note?: ReactNode
  /** Under the door: "Nothing to do for you. Your place is safe.", or small buttons. */
  footnote?: ReactNode
}

/** The join card: a door that tells by itself whether one can walk in. Its news is read aloud when it changes. */
export function DoorCard({ state, title, line, progress, mark, fallback, action, note, footnote }: DoorCardProps) {
  return (
    <div className="@container mx-auto w-full max-w-[21.5rem]">
      <div
        className={cx(
          'arch-door relative flex min-h-[98cqw] flex-col overflow-hidden px-9.5 pt-[21cqw] pb-7 transition-colors',
          FRAME[state],
        )}
      >
        {state === 'ready' && <Leaf />}
        <Door state={state} className="mx-auto mb-2.5 size-11 [&_path]:stroke-[1.05]" />
        <div role="status" className="relative flex flex-1 flex-col items-center text-center">
          <p className="speak text-[1.5rem] leading-8">{title}</p>
          <p className="mt-1 max-w-[17rem] text-pretty text-soft">{line}</p>
          {mark && (
            <p className="mt-4 inline-flex min-h-6.5 items-center gap-1.5 rounded-chip border border-edge bg-card ps-2 pe-2.5 text-small font-medium text-ink">
              <Icon name="swap" className="size-4" />
              {mark}
            </p>
          )}
          {fallback && <p className="mt-2.5 max-w-[17rem] text-small text-pretty">{fallback}</p>}
        </div>
        {progress !== undefined && (
          <Progress value={progress} label={title} tone={DOOR_TONE[state]} className="mx-auto mt-4 w-30" />
        )}
        {action && <div className="relative mt-6 flex flex-col gap-2 *:w-full">{action}</div>}
        {note && <p className="mt-6 text-center text-small text-pretty text-soft">{note}</p>}
      </div>
      {footnote && (
        <div className="mt-4 flex flex-wrap items-center justify-center gap-2 text-center text-small text-soft">
          {footnote}
        </div>
      )}
    </div>
  )
}

/** The leaf, swung open on its hinges at the left; it opens once, when the room becomes ready. */
function Leaf() {
  return (
    <div
      aria-hidden="true"
      className="arch-door absolute -inset-px origin-left animate-leaf bg-linear-to-r from-leaf-deep to-leaf [transform:perspective(900px)_rotateY(83deg)] forced-colors:hidden"
    />
  )
}
