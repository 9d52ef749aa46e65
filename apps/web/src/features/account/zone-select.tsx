import { useMemo, useState } from 'react'
import {
  Autocomplete,
  Button,
  Input,
  ListBox,
  ListBoxItem,
  ListLayout,
  Popover,
  SearchField,
  Select,
  SelectValue,
  useFilter,
  Virtualizer,
} from 'react-aria-components'
import { cx } from '../../lib/cx.ts'
import { defined } from '../../lib/defined.ts'
import { useNow } from '../../lib/use-now.ts'
import { zoneName } from '../../lib/zones.ts'
import { FieldFrame } from '../../ui/field.tsx'
import { Icon } from '../../ui/icons.tsx'
import { POPOVER_ITEM } from '../../ui/popover.ts'
import { listZones, toZone } from './zone-list.ts'

const ROW_HEIGHT = 56

const TRIGGER = {
  field: 'control flex cursor-pointer items-center justify-between gap-2 text-start',
  link: 'relative cursor-pointer rounded-sm text-small font-medium text-ink underline decoration-current/35 underline-offset-[3px] after:absolute after:-inset-x-1 after:-inset-y-3 data-hovered:decoration-current',
} as const

/** A time zone out of all there are, found by typing a city. As a field, or as a link inside a sentence. */
export function ZoneSelect(props: {
  label: string
  value: string
  onChange: (timeZone: string) => void
  look?: 'field' | 'link' | undefined
  hint?: string | undefined
  error?: string | undefined
}) {
  const { label, value, onChange, look = 'field', hint, error } = props
  const { contains } = useFilter({ sensitivity: 'base' })
  const [isOpen, setIsOpen] = useState(false)
  const now = useNow(60 * 60_000)
  // All of them only while they are looked at: there are over four hundred.
  const zones = useMemo(() => (isOpen ? listZones(value, now) : [toZone(value, now)]), [isOpen, value, now])
  const trigger = (
    <Button className={TRIGGER[look]}>
      <SelectValue className="truncate">{zoneName(value)}</SelectValue>
      {look === 'field' && <Icon name="down" className="size-4 text-soft" />}
    </Button>
  )
  return (
    <Select
      {...(look === 'link' && { 'aria-label': label })}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      value={value}
      onChange={(key) => typeof key === 'string' && onChange(key)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cx('outline-none', look === 'field' ? 'flex flex-col gap-1.5' : 'inline-flex')}
    >
      {look === 'field' ? (
        <FieldFrame label={label} {...defined({ hint, error })}>
          {trigger}
        </FieldFrame>
      ) : (
        trigger
      )}
      <Popover
        offset={6}
        className="flex max-h-[min(24rem,80dvh)] w-80 max-w-[calc(100vw-2rem)] flex-col gap-1.5 rounded-box border border-line bg-card p-1.5 shadow-float outline-none data-entering:animate-rise"
      >
        <Autocomplete filter={contains}>
          <SearchField aria-label="Search time zones" autoFocus>
            <Input
              placeholder="City or region"
              className="control placeholder:text-soft [&::-webkit-search-cancel-button]:hidden"
            />
          </SearchField>
          <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_HEIGHT }}>
            <ListBox
              items={zones}
              className="h-72 min-h-0 flex-1 overflow-auto outline-none"
              renderEmptyState={() => <p className="px-3 py-2 text-soft">No zone has this name.</p>}
            >
              {(zone) => (
                <ListBoxItem
                  id={zone.id}
                  textValue={zone.text}
                  aria-label={`${zone.label}, ${zone.hint}`}
                  className={cx(POPOVER_ITEM, 'group h-14 justify-between')}
                >
                  <span className="min-w-0">
                    <span className="block truncate">{zone.label}</span>
                    <span className="block truncate text-small text-soft">{zone.hint}</span>
                  </span>
                  <Icon name="check" className="invisible size-4 text-pine group-data-selected:visible" />
                </ListBoxItem>
              )}
            </ListBox>
          </Virtualizer>
        </Autocomplete>
      </Popover>
    </Select>
  )
}
