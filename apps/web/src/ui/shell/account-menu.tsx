import { Button as RacButton } from 'react-aria-components'
import { Menu, type MenuEntry } from '../menu.tsx'
import { Portrait } from '../person.tsx'

export type Account = { name: string; entries: readonly MenuEntry[] }

/** The reader's own arch, opening what belongs to the account. */
export function AccountMenu({ name, entries }: Account) {
  return (
    <Menu
      label="Account"
      entries={entries}
      trigger={
        <RacButton
          aria-label={`Account of ${name}`}
          className="grid size-11 cursor-pointer place-items-center rounded-box"
        >
          <Portrait name={name} size="small" />
        </RacButton>
      }
    />
  )
}
