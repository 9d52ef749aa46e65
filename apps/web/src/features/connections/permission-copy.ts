import {
  type ConnectionDto,
  connectionIsUsable,
  type PermissionDto,
  type PlatformPermission,
} from '@foyer/shared/connections'
import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'

interface PermissionWords {
  /** "your busy times": what is allowed. */
  name: string
  /** What it is good for, and what it is not. */
  purpose: string
  /** Said once it was allowed: what is, and what comes of it. */
  allowed: { title: string; text: string }
}

/** What an account can allow besides links, in words. */
export const PERMISSION_COPY: Record<PlatformPermission, PermissionWords> = {
  busy_times: {
    name: 'your busy times',
    purpose: 'Closes times while your own calendar is busy. Foyer sees when, never what or with whom.',
    allowed: {
      title: 'Foyer may see when you are busy.',
      text: 'Your own calendar closes times as soon as it has been read.',
    },
  },
  room_settings: {
    name: 'the settings of your rooms',
    purpose: 'Waiting room, recording and transcript as each service asks for them, where your Google plan has them.',
    allowed: {
      title: 'Foyer may set up your rooms.',
      text: 'Coming rooms are brought in line with what their services ask for.',
    },
  },
}

/** One optional permission as the card shows it. */
export interface PermissionRow {
  permission: PlatformPermission
  isGranted: boolean
  title: string
  text: string
}

/** What is allowed besides links and what could be; nothing while the connection itself does not work. */
export function permissionRows(
  { platform, permissions, status }: ConnectionDto,
  refused: readonly PlatformPermission[] = [],
): PermissionRow[] {
  if (!connectionIsUsable(status)) return []
  const company = PLATFORM_COMPANIES[platform]
  return permissions.map((one) => {
    const { name, purpose } = PERMISSION_COPY[one.permission]
    return {
      permission: one.permission,
      isGranted: one.granted,
      title: name.charAt(0).toUpperCase() + name.slice(1),
      text: `${noteOn(one, { company, isRefused: refused.includes(one.permission) })}${purpose}`,
    }
  })
}

function noteOn({ granted, isLost }: PermissionDto, { company, isRefused }: { company: string; isRefused: boolean }) {
  if (granted) return ''
  if (isRefused) return `You left this unticked at ${company}. Links are made all the same. `
  return isLost ? `${company} no longer allows this, so it is not used. ` : ''
}
