import { useState } from 'react'
import { chooseTheme, storedTheme, type Theme } from '../../lib/theme.ts'
import { RadioCards } from '../../ui/radio-cards.tsx'

/** Light, dark, or as the device; takes effect at once, on this device. */
export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(storedTheme)
  const choose = (next: Theme) => {
    setTheme(next)
    chooseTheme(next)
  }
  return (
    <div className="pt-4">
      <RadioCards
        label="Colours on this device"
        value={theme}
        onChange={choose}
        columns={3}
        choices={[
          { id: 'system', label: 'As the device' },
          { id: 'light', label: 'Light' },
          { id: 'dark', label: 'Dark' },
        ]}
      />
    </div>
  )
}
