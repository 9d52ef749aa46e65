import * as z from 'zod'
import { MEETING_SETTINGS, type MeetingSetting } from './meeting-settings.ts'
import { TEMPLATE_LENGTHS, type TemplateField, templateProblem } from './meeting-template.ts'

const onOrOff = z.boolean({ error: 'Give true, false, or leave it out to keep what the account has.' }).optional()

/** Known keys with true or false; whether the platform has them is for whoever knows the platform. */
export const meetingSettingsSchema = z.strictObject(
  {
    waitingRoom: onOrOff,
    joinBeforeHost: onOrOff,
    passcode: onOrOff,
    recording: onOrOff,
    transcription: onOrOff,
    muteOnEntry: onOrOff,
  } satisfies Record<MeetingSetting, typeof onOrOff>,
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `There is no such setting. Use: ${MEETING_SETTINGS.join(', ')}.`
        : 'Give settings by name, each true or false.',
  },
)

const fieldSchema = (field: TemplateField) =>
  z
    .string()
    .trim()
    .max(TEMPLATE_LENGTHS[field], `At most ${TEMPLATE_LENGTHS[field]} characters.`)
    .check(({ value, issues }) => {
      const message = templateProblem(field, value, false)
      if (message) issues.push({ code: 'custom', message, input: value })
    })
    .optional()

/** Whether names go with the kind of service is for whoever knows the kind. */
export const meetingTemplateSchema = z.strictObject({
  title: fieldSchema('title'),
  description: fieldSchema('description'),
  agenda: fieldSchema('agenda'),
} satisfies Record<TemplateField, z.ZodType>)
