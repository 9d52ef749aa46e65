import { paths } from '../../paths.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Section } from '../../ui/section.tsx'

/** Where people book: the address to share. */
export function PublicAddress({ slug }: { slug: string }) {
  const path = paths.provider(slug)
  const address = `${location.origin}${path}`
  return (
    <Section title="Your public page">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
        <p className="min-w-0 break-all">
          <TextLink href={path}>{address.replace(/^https?:\/\//, '')}</TextLink>
          <span className="block text-small text-soft">Share it: people see what you offer and choose a time.</span>
        </p>
        <CopyButton text={address} isDense>
          Copy address
        </CopyButton>
      </div>
    </Section>
  )
}
