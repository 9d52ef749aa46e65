import { cx } from '../lib/cx.ts'

// Drawn for a box of 20, one weight, round ends, like the door.
const PATHS = {
  today: 'M4.5 16.8V8.6a5.5 5.5 0 0 1 11 0v8.2Zm7.8-4.6v.01',
  bookings: 'M4 5.5h12M4 10h12M4 14.5h7.5',
  calendar:
    'M3.8 6.2a1.8 1.8 0 0 1 1.8-1.8h8.8a1.8 1.8 0 0 1 1.8 1.8v8.6a1.8 1.8 0 0 1-1.8 1.8H5.6a1.8 1.8 0 0 1-1.8-1.8ZM3.8 8.6h12.4M7 2.9v2.6m6-2.6v2.6',
  services: 'M3.9 4.2h5v5h-5Zm7.2 0h5v5h-5Zm0 7.2h5v5h-5Zm-7.2 0h5v5h-5Z',
  availability: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-10.8V10l2.6 1.7',
  integrations:
    'm8.3 11.7 3.4-3.4M7.6 9.2 5.5 11.3a2.25 2.25 0 0 0 3.2 3.2l2.1-2.1m1.6-1.6 2.1-2.1a2.25 2.25 0 0 0-3.2-3.2L9.2 7.6',
  notices: 'M5.2 13.7V9.3a4.8 4.8 0 0 1 9.6 0v4.4l1.2 1.3H4Zm3.3 3h3',
  repairs: 'M15.5 8A6 6 0 0 0 4.6 7.2M4.5 12a6 6 0 0 0 10.9.8M4.4 3.8v3.6H8m7.6 8.8v-3.6H12',
  people:
    'M7.3 9.3a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Zm-4.6 6.9v-.900a4.6 4.6 0 0 1 9.2 0v.900m1.2-6.9a2.3 2.3 0 1 0 0-4.6m1.3 7.2a4.2 4.2 0 0 1 3 4v.300',
  swap: 'M4.3 7.2h10.4m-3-3.2 3.2 3.2-3.2 3.2m4 5.6H5.3m3 3.2-3.2-3.2 3.2-3.2',
  more: 'M4.5 10h.01M10 10h.01m5.49 0h.01',
  back: 'M12.5 4.5 7 10l5.5 5.5',
  forward: 'M7.5 4.5 13 10l-5.5 5.5',
  down: 'm5 7.7 5 5 5-5',
  check: 'm4.5 10.5 3.7 3.7 7.3-8.4',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  plus: 'M10 4.5v11M4.5 10h11',
  minus: 'M4.5 10h11',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 3.5 3.5',
} as const

export type IconName = keyof typeof PATHS

/** A line icon, 20 px unless told. Decoration: whoever draws it names it. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg viewBox="0 0 20 20" className={cx('size-5 shrink-0', className)} fill="none" aria-hidden="true">
      <path
        d={PATHS[name]}
        stroke="currentColor"
        strokeWidth={name === 'more' ? 2.4 : 1.6}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
