export const ROLES = ['customer', 'provider', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const ACTOR_KINDS = ['customer', 'provider', 'admin', 'system'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

/**
 * What happens when a provider removes or moves one of our rooms at the platform by hand: it is put right by itself, or
 * nothing is written there before the provider has chosen.
 */
export const HAND_EDIT_POLICIES = ['repair', 'ask'] as const
export type HandEditPolicy = (typeof HAND_EDIT_POLICIES)[number]

/** The person behind a request, as the person's own screens see them. */
export interface AccountDto {
  id: string
  name: string
  email: string
  role: Role
  timeZone: string
  /** Only for providers: the address part of the public page. */
  slug: string | null
  headline: string | null
  /** Only for providers: what happens when they change a room at the platform by hand. */
  handEdits: HandEditPolicy | null
}

/** Somebody as others see them. */
export interface PersonDto {
  id: string
  name: string
}

export interface ProviderSummaryDto extends PersonDto {
  slug: string
  headline: string | null
  timeZone: string
  serviceCount: number
}
