import type { SessionDto } from '@foyer/shared/sessions'
import { Person } from '../../ui/person.tsx'
import { Section } from '../../ui/section.tsx'

/** Who is booked, for the provider. */
export function SessionPeople({ session }: { session: SessionDto }) {
  const { customers, invitedEmail, viewer } = session
  if (viewer === 'customer') return null
  const isEmpty = customers.length === 0 && !invitedEmail
  return (
    <Section title={customers.length > 1 ? `${customers.length} people are booked` : 'Who is booked'}>
      {isEmpty && <p className="py-3 text-soft">Nobody yet. Whoever books appears here.</p>}
      <ul aria-label="Booked" className="divide-y divide-line">
        {customers.map((customer) => (
          <li key={customer.id} className="py-2.5">
            <Person name={customer.name} size="small" />
          </li>
        ))}
        {invitedEmail && (
          <li className="py-2.5">
            <Person name={invitedEmail} fact="Invited by you" size="small" />
          </li>
        )}
      </ul>
    </Section>
  )
}
