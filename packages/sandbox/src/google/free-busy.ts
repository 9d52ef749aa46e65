import { z } from 'zod'
import { jsonReply, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { authorizeCall } from './calendar-request.ts'
import { calendarRefusal } from './errors.ts'
import { parseEventBody } from './event-input.ts'
import { calendarOf, type StoredEvent } from './event-store.ts'
import { instantOf, parseInstant } from './event-times.ts'
import type { GoogleWorld } from './world.ts'

const MOST_CALENDARS = 50
/** Longer spans are refused. Source: cal.com, issue 11704. */
const LONGEST_SPAN_MS = 90 * 24 * 60 * 60_000

const freeBusyBody = z.object({
  timeMin: z.string(),
  timeMax: z.string(),
  items: z.array(z.object({ id: z.string() })).default([]),
})

interface Span {
  start: Date
  end: Date
}

/** `POST /calendar/v3/freeBusy`: busy spans, merged and cut to the window asked for. */
export function queryFreeBusy(world: GoogleWorld, request: VendorRequest): VendorReply {
  const account = authorizeCall(world, request, 'freeBusy')
  const body = freeBusyBody.safeParse(parseEventBody(request.body))
  if (!body.success) throw calendarRefusal('required', `Missing ${body.error.issues[0]?.path.join('.') ?? 'field'}.`)
  const window = { start: parseInstant(body.data.timeMin, 'timeMin'), end: parseInstant(body.data.timeMax, 'timeMax') }
  if (window.end <= window.start) throw calendarRefusal('timeRangeEmpty')
  if (window.end.getTime() - window.start.getTime() > LONGEST_SPAN_MS) throw calendarRefusal('timeRangeTooLong')

  const answers = body.data.items.map(({ id }, index) => {
    if (index >= MOST_CALENDARS)
      return [id, { errors: [{ domain: 'global', reason: 'tooManyCalendarsRequested' }], busy: [] }]
    if (id !== 'primary' && id.toLowerCase() !== account) {
      return [id, { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] }]
    }
    return [id, { busy: busySpans([...calendarOf(world, account).values()], window).map(renderSpan) }]
  })
  return jsonReply(200, {
    kind: 'calendar#freeBusy',
    timeMin: window.start.toISOString(),
    timeMax: window.end.toISOString(),
    calendars: Object.fromEntries(answers),
  })
}

function busySpans(events: readonly StoredEvent[], window: Span): Span[] {
  const spans = events
    .filter((event) => event.status !== 'cancelled' && event.fields.transparency !== 'transparent')
    .map(({ fields }) => ({
      start: new Date(Math.max(instantOf(fields.start).getTime(), window.start.getTime())),
      end: new Date(Math.min(instantOf(fields.end).getTime(), window.end.getTime())),
    }))
    .filter((span) => span.start < span.end)
    .sort((a, b) => a.start.getTime() - b.start.getTime())
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && span.start <= last.end) last.end = new Date(Math.max(last.end.getTime(), span.end.getTime()))
    else merged.push({ ...span })
  }
  return merged
}

function renderSpan(span: Span): { start: string; end: string } {
  const render = (instant: Date) => instant.toISOString().replace(/\.\d{3}Z$/, 'Z')
  return { start: render(span.start), end: render(span.end) }
}
