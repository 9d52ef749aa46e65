import { cx } from '../lib/cx.ts'

export type Figure = { value: string; meaning: string; isBad?: boolean | undefined }

/** Numbers that tell how things stand, each with its meaning. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3 lg:grid-cols-[repeat(auto-fit,minmax(6.5rem,1fr))] lg:gap-x-0 lg:divide-x lg:divide-line">
      {figures.map(({ value, meaning, isBad }) => (
        <div key={meaning} className="flex flex-col-reverse justify-end lg:px-5 lg:first:ps-0">
          <dt className="text-small text-balance text-soft">{meaning}</dt>
          <dd className={cx('speak text-display', isBad && 'text-brick')}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
