/** The surface that floats: menus and the choices of a select. */
export const POPOVER =
  'min-w-(--trigger-width) max-w-[min(24rem,calc(100vw-2rem))] origin-(--trigger-anchor-point) overflow-auto rounded-box border border-line bg-card p-1.5 shadow-float outline-none data-entering:animate-rise'

/** One line in it. */
export const POPOVER_ITEM =
  'flex min-h-10 cursor-pointer items-center gap-3 rounded-[8px] px-3 py-1.5 text-body no-underline outline-none select-none coarse:min-h-11 data-focused:bg-sunk data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-pine data-disabled:cursor-default data-disabled:text-soft'
