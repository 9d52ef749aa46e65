import type { ReactNode } from 'react'
import { Tabs as RacTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import { defined } from '../lib/defined.ts'

export type TabEntry = {
  id: string
  label: string
  /** A count beside the label. */
  count?: number | undefined
  /** A tab that is an address of its own. */
  href?: string | undefined
  content: ReactNode
}

/** Parts of one page, one at a time. */
export function Tabs(props: {
  label: string
  tabs: readonly TabEntry[]
  selected?: string | undefined
  onSelect?: ((id: string) => void) | undefined
}) {
  const { label, tabs, selected, onSelect } = props
  return (
    <RacTabs
      {...defined({ selectedKey: selected })}
      {...(onSelect && { onSelectionChange: (key) => onSelect(String(key)) })}
      keyboardActivation="manual"
      // It says of all of it that the keyboard is somewhere inside.
      className="outline-none"
    >
      <TabList
        aria-label={label}
        items={tabs}
        className="flex gap-6 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {(tab) => (
          <Tab
            id={tab.id}
            {...defined({ href: tab.href })}
            className="-mb-px flex min-h-11 cursor-pointer items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-soft no-underline transition-colors data-focus-visible:-outline-offset-2 data-hovered:text-ink data-selected:border-pine data-selected:font-medium data-selected:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && <span className="text-small text-soft">{tab.count}</span>}
          </Tab>
        )}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="pt-5">
          {tab.content}
        </TabPanel>
      ))}
    </RacTabs>
  )
}
