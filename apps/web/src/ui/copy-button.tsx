import { useEffect, useState } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { showToast } from './toast.ts'

const SAYS_SO_MS = 2500

/** Copies a text and says so on itself; where the browser refuses, a toast says what to do instead. */
export function CopyButton({
  text,
  children,
  ...look
}: { text: string } & Pick<ButtonProps, 'children' | 'variant' | 'isDense'>) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), SAYS_SO_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
    } catch {
      showToast({ tone: 'brick', text: `Your browser does not let us copy. Here it is: ${text}` })
    }
  }
  return (
    <Button {...look} onPress={() => void copy()}>
      {/* Both words hold the width, so that the row does not move. */}
      <span className="grid *:[grid-area:1/1]">
        <span className={isCopied ? 'invisible' : undefined}>{children}</span>
        <span className={isCopied ? undefined : 'invisible'} aria-hidden="true">
          Copied
        </span>
      </span>
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </Button>
  )
}
