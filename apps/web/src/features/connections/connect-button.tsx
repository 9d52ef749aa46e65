import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { Button } from '../../ui/button.tsx'
import type { ConnectVerb } from './connection-copy.ts'
import { useConnect } from './use-connect.ts'

/** Leads to the consent page of a platform. Named with the platform, because a page has several. */
export function ConnectButton(props: {
  platform: Platform
  verb: ConnectVerb
  returnTo: string
  variant?: 'primary' | 'outline' | undefined
  isDense?: boolean | undefined
  /** In place of the platform's name, where a second button of the page does the same: "repairs 7 sessions". */
  effect?: string | undefined
}) {
  const { platform, verb, returnTo, variant, isDense, effect } = props
  const { connect, isPending } = useConnect(platform, returnTo, { chooseAccount: verb === 'Use another account' })
  // "Renew now, Google Meet": where the verb has its object already, the name follows after a pause.
  const isPlain = verb === 'Connect' || verb === 'Reconnect'
  return (
    <Button
      variant={variant}
      isDense={isDense}
      isPending={isPending}
      onPress={connect}
      aria-label={effect ? `${verb}, ${effect}` : `${verb}${isPlain ? '' : ','} ${PLATFORM_NAMES[platform]}`}
    >
      {verb}
    </Button>
  )
}
