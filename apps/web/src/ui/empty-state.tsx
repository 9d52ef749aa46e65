import type { ReactNode } from 'react'
import { Door, type DoorState } from './door.tsx'

/** Nothing here yet: says what will be here and what makes it come. */
export function EmptyState(props: {
  title: string
  children?: ReactNode
  action?: ReactNode
  door?: DoorState | undefined
  /** It is all there is on the page: its title is then the heading of it. */
  isPage?: boolean | undefined
}) {
  const { title, children, action, door = 'none', isPage = false } = props
  const Title = isPage ? 'h1' : 'p'
  return (
    <div className="flex flex-col items-center gap-1.5 px-4 py-12 text-center">
      <Door state={door} className="mb-2 size-11 text-edge [&_path]:stroke-[0.9]" />
      <Title tabIndex={isPage ? -1 : undefined} className="speak text-name">
        {title}
      </Title>
      {children && <p className="max-w-[26rem] text-pretty text-soft">{children}</p>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
