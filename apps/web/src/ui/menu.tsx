import type { ReactElement } from 'react'
import { MenuItem, MenuTrigger, Popover, Button as RacButton, Menu as RacMenu } from 'react-aria-components'
import { cx } from '../lib/cx.ts'
import { defined } from '../lib/defined.ts'
import { Icon } from './icons.tsx'
import { POPOVER, POPOVER_ITEM } from './popover.ts'

export type MenuEntry = {
  id: string
  label: string
  hint?: string | undefined
  /** Goes somewhere, or does something. */
  href?: string | undefined
  onAction?: (() => void) | undefined
  isDanger?: boolean | undefined
  isDisabled?: boolean | undefined
  /** A dot that says: something waits in here. */
  dot?: 'amber' | 'brick' | undefined
}

/** Actions that are rarer than the button beside them. Without a trigger of its own it is the three dots, named `label`. */
export function Menu({
  label,
  entries,
  trigger,
}: {
  label: string
  entries: readonly MenuEntry[]
  trigger?: ReactElement | undefined
}) {
  return (
    <MenuTrigger>
      {trigger ?? (
        <RacButton
          aria-label={label}
          className="grid size-9 cursor-pointer place-items-center rounded-control border border-edge bg-card text-ink transition-colors data-hovered:border-ink data-hovered:bg-sunk coarse:size-11"
        >
          <Icon name="more" />
        </RacButton>
      )}
      <Popover className={POPOVER} offset={6} placement="bottom end">
        <RacMenu aria-label={label} items={entries} className="outline-none">
          {(entry) => (
            <MenuItem
              id={entry.id}
              textValue={entry.label}
              {...defined({ href: entry.href, onAction: entry.onAction, isDisabled: entry.isDisabled })}
              className={cx(POPOVER_ITEM, entry.isDanger && 'text-brick')}
            >
              <span className="flex-1">
                {entry.label}
                {entry.hint && <span className="block text-small text-soft">{entry.hint}</span>}
              </span>
              {entry.dot && (
                <span className={cx('size-2 rounded-chip', entry.dot === 'amber' ? 'bg-amber' : 'bg-brick')} />
              )}
            </MenuItem>
          )}
        </RacMenu>
      </Popover>
    </MenuTrigger>
  )
}
