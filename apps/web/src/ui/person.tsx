import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import { initials } from '../lib/initials.ts'

export type PersonSize = 'small' | 'medium' | 'large' | 'hero'

const ARCH = {
  small: 'w-8 h-9.5 text-fine',
  medium: 'w-9.5 h-11 text-small',
  large: 'w-14 h-16.5 text-name',
  hero: 'w-18 h-21 text-title',
} as const satisfies Record<PersonSize, string>

/**
 * The arch with a person's initials or picture. Decoration: the name stands beside it. The initials are drawn by the
 * style sheet, because written ones would count as the label of a button that has only a portrait.
 */
export function Portrait(props: {
  name: string
  size?: PersonSize | undefined
  imageUrl?: string | undefined
  className?: string | undefined
}) {
  const { name, size = 'medium', imageUrl, className } = props
  const shape = cx('arch shrink-0 overflow-hidden bg-pine-soft forced-colors:border', ARCH[size], className)
  if (imageUrl) return <img src={imageUrl} alt="" className={cx(shape, 'object-cover')} />
  return (
    <span className={cx(shape, 'flex items-center justify-center text-pine select-none')} aria-hidden="true">
      <span
        data-initials={initials(name)}
        className="translate-y-[0.12em] font-serif leading-none font-medium tracking-wide before:content-[attr(data-initials)]"
      />
    </span>
  )
}

/** A person: portrait, name, one fact. */
export function Person(props: {
  name: string
  fact?: ReactNode
  size?: PersonSize | undefined
  imageUrl?: string | undefined
}) {
  const { name, fact, size = 'medium', imageUrl } = props
  const isBig = size === 'large' || size === 'hero'
  return (
    <span className={cx('flex min-w-0 gap-3', isBig ? 'items-end gap-4' : 'items-center')}>
      <Portrait name={name} size={size} imageUrl={imageUrl} />
      <span className={cx('min-w-0', isBig && 'pb-0.5')}>
        <span className={cx('block truncate', isBig ? 'speak text-name' : 'text-body font-medium')}>{name}</span>
        {fact && <span className="line-clamp-2 text-small text-pretty text-soft">{fact}</span>}
      </span>
    </span>
  )
}
