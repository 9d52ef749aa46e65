import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup, Text } from 'react-aria-components'

/** One of two or three short answers to a line of text: the answers stand beside it, on a phone below it. */
export function Segments<T extends string>(props: {
  label: string
  hint?: ReactNode
  /** What the reader has to know of this answer now. */
  note?: ReactNode
  choices: readonly { id: T; label: string }[]
  value: T
  onChange: (value: T) => void
}) {
  const { label, hint, note, choices, value, onChange } = props
  const choose = (key: string) => {
    const chosen = choices.find(({ id }) => id === key)
    if (chosen) onChange(chosen.id)
  }
  return (
    <RadioGroup
      value={value}
      onChange={choose}
      orientation="horizontal"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 py-3.5"
    >
      <div className="min-w-0 flex-1 basis-64">
        <Label className="font-medium">{label}</Label>
        {(hint || note) && (
          <Text slot="description" className="block text-small text-soft">
            {hint}
            {note}
          </Text>
        )}
      </div>
      <div className="flex rounded-control border border-edge bg-card p-[3px] max-sm:w-full">
        {choices.map(({ id, label: words }) => (
          <Radio
            key={id}
            value={id}
            className="flex min-h-9 max-sm:min-h-10.5 cursor-pointer items-center justify-center rounded-[7px] px-3 text-small text-soft outline-none transition-colors data-hovered:text-ink data-selected:bg-pine-soft data-selected:font-medium data-selected:text-pine data-focus-visible:outline-2 data-focus-visible:outline-offset-1 data-focus-visible:outline-pine max-sm:flex-1 forced-colors:data-selected:bg-[Highlight] forced-colors:data-selected:text-[HighlightText]"
          >
            {words}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
