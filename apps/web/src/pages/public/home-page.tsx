import { useAccount } from '../../api/account.ts'
import { NextSession } from '../../features/session/next-session.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ProviderSearch } from './provider-search.tsx'

/** For a visitor: what this is, and who is here. For a customer: the next session first. */
export function HomePage({ search }: { search: string }) {
  const account = useAccount()
  useTitle('Start')
  return (
    <div className="mx-auto max-w-3xl space-y-10">
      {account ? <NextSession /> : <Welcome />}
      <ProviderSearch search={search} />
    </div>
  )
}

function Welcome() {
  return (
    <div className="space-y-5 pt-4 sm:pt-10">
      <PageTitle
        title="Come in. Somebody has time for you."
        lead="Foyer is the quiet room before you meet: choose a person and a time, and the link to your session is made for you. It works when you arrive, or we tell you why not and who is mending it."
      />
      <div className="flex flex-wrap gap-2">
        <LinkButton variant="primary" href={paths.signUp()}>
          Create account
        </LinkButton>
        <LinkButton href={paths.signIn()}>Sign in</LinkButton>
      </div>
    </div>
  )
}
