import { cx } from '../lib/cx.ts'

/** What a door can say about a link: made, being made, waiting for somebody, failed, or not there at all. */
export type DoorState = 'ready' | 'preparing' | 'needs' | 'failed' | 'none'

const FRAME = 'M4.2 17.5V8.8a5.8 5.8 0 0 1 11.6 0v8.7'
const CLOSED_FRAME = `${FRAME}Z`

/** The state of a link as a glyph, 16 px unless told. Decoration: words always stand beside it. */
export function Door({ state, className }: { state: DoorState; className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 20 20"
      className={cx('size-4 shrink-0', className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      {GLYPH[state]}
    </svg>
  )
}

const GLYPH = {
  ready: (
    <>
      <path d={CLOSED_FRAME} fill="currentColor" fillOpacity="0.28" />
      <path d="M4.2 17.5V8.8c0-2.6 1.7-4.8 4.1-5.5l2.5 2.9v12.6Z" fill="currentColor" stroke="none" />
      <path d={FRAME} />
    </>
  ),
  preparing: <path d={CLOSED_FRAME} strokeDasharray="2.3 2.55" strokeLinecap="butt" />,
  needs: (
    <>
      <path d={CLOSED_FRAME} />
      <path d="M10 7.4v4.1" strokeWidth="1.9" />
      <path d="M10 14.3v.01" strokeWidth="2.1" />
    </>
  ),
  failed: (
    <>
      <path d={CLOSED_FRAME} />
      <path d="m7.8 8.6 4.4 4.6m0-4.6-4.4 4.6" />
    </>
  ),
  none: <path d={CLOSED_FRAME} />,
} satisfies Record<DoorState, React.ReactNode>

/** A door being drawn: the sign that something is under way and will end. */
export function DoorSpinner({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 20 20" className={cx('size-4.5 shrink-0', className)} fill="none" aria-hidden="true">
      <path d={CLOSED_FRAME} stroke="currentColor" strokeOpacity="0.3" strokeWidth="2" strokeLinejoin="round" />
      <path
        d={CLOSED_FRAME}
        pathLength="100"
        strokeDasharray="34 66"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
        className="animate-walk"
      />
    </svg>
  )
}
