/** Where online sessions can meet. */
export const PLATFORMS = ['google_meet', 'zoom', 'teams', 'custom_room'] as const
export type Platform = (typeof PLATFORMS)[number]

/** The name people know a platform by. */
export const PLATFORM_NAMES: Record<Platform, string> = {
  google_meet: 'Google Meet',
  zoom: 'Zoom',
  teams: 'Microsoft Teams',
  custom_room: 'Your own room',
}

/** Whose permission we hold: the company named when an account has to be reconnected. */
export const PLATFORM_COMPANIES: Record<Platform, string> = {
  google_meet: 'Google',
  zoom: 'Zoom',
  teams: 'Microsoft',
  custom_room: 'your own room',
}
