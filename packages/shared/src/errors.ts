/** How a refusal maps to HTTP and tRPC. */
export type ErrorClass =
  | 'bad_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_many_requests'
  | 'unavailable'

/** Where the person can put it right. */
export interface ErrorAction {
  label: string
  path: string
}

interface ErrorEntry {
  class: ErrorClass
  message: string
}

/** Every refusal Foyer knows. A code names the noun and its problem. */
export const ERRORS = {
  sign_in_required: { class: 'unauthorized', message: 'Sign in to continue.' },
  role_required: { class: 'forbidden', message: 'Your account may not do this.' },
  input_invalid: { class: 'bad_request', message: 'Something in the request is not right.' },
  rate_exceeded: { class: 'too_many_requests', message: 'Too many requests. Try again in a moment.' },
  origin_refused: { class: 'forbidden', message: 'This request came from another site.' },
  role_own: { class: 'conflict', message: 'You cannot change your own role. Ask another admin.' },
  role_unfit: { class: 'conflict', message: 'This person offers sessions, and stays a provider or becomes an admin.' },
  user_not_found: { class: 'not_found', message: 'There is no such person.' },
  provider_not_found: { class: 'not_found', message: 'There is no such provider.' },
  provider_exists: { class: 'conflict', message: 'You are a provider already.' },
  service_not_found: { class: 'not_found', message: 'There is no such service.' },
  service_archived: { class: 'conflict', message: 'This service is no longer offered.' },
  slot_taken: { class: 'conflict', message: 'This time has just been taken. Please choose another.' },
  slot_unavailable: { class: 'conflict', message: 'This time is not offered.' },
  booking_not_found: { class: 'not_found', message: 'There is no such booking.' },
  booking_not_open: { class: 'conflict', message: 'This booking can no longer be changed in this way.' },
  booking_exists: { class: 'conflict', message: 'You are already booked into this.' },
  session_not_found: { class: 'not_found', message: 'There is no such session.' },
  session_full: { class: 'conflict', message: 'All places are taken.' },
  session_begun: { class: 'conflict', message: 'This session has begun. Its link stays as it is.' },
  session_soon: {
    class: 'conflict',
    message: 'This session begins too soon for a new link to reach everybody. Say so again to change it all the same.',
  },
  session_over: { class: 'conflict', message: 'This session is over or cancelled.' },
  customer_self: { class: 'conflict', message: 'You cannot book yourself.' },
  repair_not_found: { class: 'not_found', message: 'There is no such repair.' },
  meeting_not_found: { class: 'not_found', message: 'This session has no online room.' },
  fallback_missing: {
    class: 'conflict',
    message: 'There is no backup room that can be used now. Add one to the service, or paste a link.',
  },
  connection_required: { class: 'conflict', message: 'Connect an account first, so that links can be made.' },
  connection_works: { class: 'conflict', message: 'This connection works. Nobody has to reconnect.' },
  provider_told: { class: 'conflict', message: 'The provider was told less than an hour ago.' },
  connection_not_found: { class: 'not_found', message: 'This platform is not connected.' },
  connection_denied: { class: 'conflict', message: 'The permission was not given. Nothing changed.' },
  connection_blocked: {
    class: 'conflict',
    message: 'Your organisation does not let this site use the account. Its administrator has to allow it.',
  },
  connection_cannot_host: {
    class: 'conflict',
    message: 'This account cannot hold meetings on this platform. Use another account, or another platform.',
  },
  connection_offer_gone: {
    class: 'conflict',
    message: 'This choice is no longer open. Connect again to switch the account.',
  },
  connection_flow_invalid: {
    class: 'bad_request',
    message: 'This attempt to connect is no longer valid. Start again.',
  },
  connection_account_taken: { class: 'conflict', message: 'This account is already connected to another person.' },
  platform_unavailable: { class: 'conflict', message: 'This platform is not set up here.' },
  platform_unchanged: { class: 'conflict', message: 'Nothing has to be changed: it meets there already.' },
  platform_unreachable: { class: 'unavailable', message: 'The platform did not answer. Nothing is lost; try again.' },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERRORS

/** What a refusal carries beside its code. */
export interface ErrorDetails {
  /** A sentence for this case, in place of the code's general one. */
  message?: string | undefined
  /** The input field that is wrong. */
  field?: string | undefined
  action?: ErrorAction | undefined
}

/** A refusal that the caller can understand. Everything else that is thrown is a fault of ours. */
export class FoyerError extends Error {
  override readonly name = 'FoyerError'
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly action: ErrorAction | undefined

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? ERRORS[code].message)
    this.code = code
    this.field = details.field
    this.action = details.action
  }

  get class(): ErrorClass {
    return ERRORS[this.code].class
  }
}
