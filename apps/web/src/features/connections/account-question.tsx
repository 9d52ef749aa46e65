import type { ConnectionDto } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { switchEffect } from './switch-effect.ts'
import { useConnectionActions } from './use-connection-actions.ts'

/** Addresses are as long as they like. */
const LONG = 'max-w-full shrink! whitespace-normal! py-1.5 wrap-anywhere'

/** Asks which of two accounts it is to be, and says what a switch means for the coming sessions. */
export function AccountQuestion({ connection }: { connection: ConnectionDto }) {
  const { keepAccount, switchAccount } = useConnectionActions()
  const { platform, accountEmail, otherAccount } = connection
  if (otherAccount?.step !== 'offered') return null
  const isPending = keepAccount.isPending || switchAccount.isPending
  const old = accountEmail ?? 'the other account'
  return (
    <Notice
      tone="amber"
      title={`You signed in as ${otherAccount.email}, this connection is ${old}. Replace it?`}
      isStacked
      className="wrap-anywhere"
      action={
        <>
          <Button
            variant="primary"
            isDense
            className={LONG}
            isPending={keepAccount.isPending}
            isDisabled={isPending && !keepAccount.isPending}
            onPress={() => keepAccount.mutate({ platform })}
          >
            Keep {old}
          </Button>
          <Button
            isDense
            className={LONG}
            isPending={switchAccount.isPending}
            isDisabled={isPending && !switchAccount.isPending}
            onPress={() => switchAccount.mutate({ platform })}
          >
            Switch to {otherAccount.email}
          </Button>
        </>
      }
    >
      Nothing has changed yet. {switchEffect(connection)} Without an answer within half an hour {old} stays, and Foyer
      gives the other permission back to {PLATFORM_COMPANIES[platform]}.
    </Notice>
  )
}
