import { useEffect, useEffectEvent, useState } from 'react'
import { TextField } from './text-field.tsx'

/** Long enough that an ordinary typist is asked for once. */
const TYPING_MS = 250

/** A search that answers while one types; emptying it answers at once. `onSearch` gets the trimmed text when it differs. */
export function SearchField(props: {
  label: string
  placeholder: string
  search: string
  onSearch: (search: string) => void
}) {
  const { label, placeholder, search, onSearch } = props
  const [text, setText] = useState(search)
  const apply = useEffectEvent(() => {
    if (text.trim() !== search) onSearch(text.trim())
  })
  useEffect(() => {
    if (text === '') return apply()
    const timer = setTimeout(apply, TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <TextField label={label} type="search" placeholder={placeholder} value={text} onChange={setText} maxLength={100} />
  )
}
