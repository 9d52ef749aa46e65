import { useMember } from '../../api/account.ts'
import { leave } from '../../features/account/account-entries.ts'
import { AccountForm } from '../../features/account/account-form.tsx'
import { OfferSessions } from '../../features/account/offer-sessions.tsx'
import { ThemeChoice } from '../../features/account/theme-choice.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Section } from '../../ui/section.tsx'

/** Who one is here: name, zone, look, and the way out. */
export function AccountPage() {
  useTitle('Account')
  const account = useMember()
  return (
    <div className="mx-auto max-w-xl space-y-9">
      <PageTitle title="Account" lead={account.email} />
      <AccountForm key={account.id} account={account} />
      {account.slug === null && <OfferSessions />}
      <Section title="Look">
        <ThemeChoice />
      </Section>
      <Section title="Leave">
        <div className="pt-4">
          <Button onPress={() => void leave()}>Sign out</Button>
        </div>
      </Section>
    </div>
  )
}
