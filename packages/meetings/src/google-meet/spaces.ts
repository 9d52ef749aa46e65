import { askedSettings, type MeetingSetting, type MeetingSettings } from '@foyer/shared/meeting-settings'
import { z } from 'zod'
import { type CallOptions, PlatformError, type PlatformMeeting } from '../platform.ts'
import type { GoogleClient } from './client.ts'

/** All calls for one room together: people wait for the link, and what is left is done another time. */
const LONGEST_MS = 5000

const onOrOff = z.enum(['ON', 'OFF']).optional().catch(undefined)
const spaceAnswer = z.object({
  config: z
    .object({
      accessType: z.string().optional(),
      artifactConfig: z
        .object({
          recordingConfig: z.object({ autoRecordingGeneration: onOrOff }).optional(),
          transcriptionConfig: z.object({ autoTranscriptionGeneration: onOrOff }).optional(),
        })
        .optional(),
    })
    .default({}),
})
type Space = z.output<typeof spaceAnswer>

/** What Google has of our settings: where it is, what it is called, and how it reads. */
interface Mapping {
  mask: string
  toConfig: (isOn: boolean) => object
  isOn: (config: Space['config']) => boolean | null
}

const ACCESS = { waiting: 'RESTRICTED', open: 'OPEN' } as const
const written = (isOn: boolean) => (isOn ? 'ON' : 'OFF')

const MAPPINGS: Partial<Record<MeetingSetting, Mapping>> = {
  // With RESTRICTED whoever was not invited has to ask to be let in; with OPEN whoever has the link comes in.
  waitingRoom: {
    mask: 'config.accessType',
    toConfig: (isOn) => ({ accessType: isOn ? ACCESS.waiting : ACCESS.open }),
    isOn: ({ accessType }) => (accessType === ACCESS.waiting ? true : accessType === ACCESS.open ? false : null),
  },
  recording: {
    mask: 'config.artifactConfig.recordingConfig.autoRecordingGeneration',
    toConfig: (isOn) => ({ artifactConfig: { recordingConfig: { autoRecordingGeneration: written(isOn) } } }),
    isOn: ({ artifactConfig }) => artifactConfig?.recordingConfig?.autoRecordingGeneration === 'ON',
  },
  transcription: {
    mask: 'config.artifactConfig.transcriptionConfig.autoTranscriptionGeneration',
    toConfig: (isOn) => ({ artifactConfig: { transcriptionConfig: { autoTranscriptionGeneration: written(isOn) } } }),
    isOn: ({ artifactConfig }) => artifactConfig?.transcriptionConfig?.autoTranscriptionGeneration === 'ON',
  },
}

/** Sets up the room of a meeting that has its link, as far as Google has the settings. Never throws `PlatformError`. */
export type SetUpRoom = (
  accessToken: string,
  meeting: PlatformMeeting,
  settings: MeetingSettings,
  options?: CallOptions,
) => Promise<PlatformMeeting>

/** Settings of Meet rooms, by way of the spaces behind the calendar's events. Each is read back: a plan may lack it. */
export function createRoomSettings(google: GoogleClient): SetUpRoom {
  async function write(
    accessToken: string,
    code: string,
    wanted: MeetingSettings,
    names: MeetingSetting[],
    options: CallOptions,
  ): Promise<Space> {
    const mappings = names.flatMap((name) => {
      const [mapping, isOn] = [MAPPINGS[name], wanted[name]]
      return mapping && isOn !== undefined ? [{ mask: mapping.mask, config: mapping.toConfig(isOn) }] : []
    })
    const updateMask = mappings.map(({ mask }) => mask).join(',')
    const config = mappings.map((mapping) => mapping.config).reduce(mergeConfig, {})
    const send = () => google.space(accessToken, code, { updateMask, body: { config } }, options)
    return google.call('space.patch', spaceAnswer, send)
  }

  /** One at a time where together they are refused: one that the plan lacks must not cost the others. */
  async function writeOneByOne(
    accessToken: string,
    code: string,
    wanted: MeetingSettings,
    names: MeetingSetting[],
    options: CallOptions,
  ): Promise<Space | null> {
    let newest: Space | null = null
    for (const name of names) {
      try {
        newest = await write(accessToken, code, wanted, [name], options)
      } catch (error) {
        if (!isRefusal(error)) throw error
      }
    }
    return newest
  }

  async function bringInLine(accessToken: string, code: string, wanted: MeetingSettings, options: CallOptions) {
    const space = await google.call('space.read', spaceAnswer, () => google.space(accessToken, code, null, options))
    const differing = undone(space, wanted).filter((name) => MAPPINGS[name])
    if (differing.length === 0) return space
    try {
      return await write(accessToken, code, wanted, differing, options)
    } catch (error) {
      if (!isRefusal(error)) throw error
      return (differing.length > 1 && (await writeOneByOne(accessToken, code, wanted, differing, options))) || space
    }
  }

  return async (accessToken, meeting, settings, options = {}) => {
    const asked = askedSettings(settings)
    if (asked.length === 0) return meeting
    const code = meeting.room.status === 'ready' ? codeOf(meeting.room.joinUrl) : null
    if (code === null) return { ...meeting, droppedSettings: [], setUpOpen: { failure: null } }
    const deadline = AbortSignal.timeout(LONGEST_MS)
    const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline
    try {
      const space = await bringInLine(accessToken, code, settings, { signal })
      return { ...meeting, droppedSettings: undone(space, settings) }
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
      const { failure } = error
      // Refused for good: there is nothing to be tried again, unless the permission comes back.
      if (isRefusal(error)) return { ...meeting, droppedSettings: asked }
      return { ...meeting, droppedSettings: failure.scopeMissing ? asked : [], setUpOpen: { failure } }
    }
  }
}

/** What was asked for and is not so. */
const undone = ({ config }: Space, wanted: MeetingSettings): MeetingSetting[] =>
  askedSettings(wanted).filter((name) => MAPPINGS[name]?.isOn(config) !== wanted[name])

const isRefusal = (error: unknown): boolean =>
  error instanceof PlatformError &&
  !error.failure.scopeMissing &&
  ['rejected', 'not_allowed', 'misconfigured'].includes(error.failure.kind)

/** "aaa-bbbb-ccc" of https://meet.google.com/aaa-bbbb-ccc; null for a link of another form. */
const codeOf = (joinUrl: string): string | null => /\/([a-z]{3}-[a-z]{4}-[a-z]{3})(?:$|\?)/.exec(joinUrl)?.[1] ?? null

interface Config {
  artifactConfig?: object
}

const mergeConfig = (some: Config, others: Config): Config => ({
  ...some,
  ...others,
  ...(some.artifactConfig || others.artifactConfig
    ? { artifactConfig: { ...some.artifactConfig, ...others.artifactConfig } }
    : {}),
})
