import * as z from 'zod'
import { idSchema } from './common-schema.ts'

export const retryMeetingSchema = z.strictObject({ sessionId: idSchema })
