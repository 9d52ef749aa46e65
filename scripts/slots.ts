import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { explainSlots } from '@foyer/core/slots/find-slots'
import { type SlotsDocument, slotsDocumentSchema } from '@foyer/shared/slot-schema'

const HELP = `Usage: npm run -s slots [-- --why] < document.json

Reads one JSON document from standard input and prints the slots of the calendar it describes, as one line of JSON:
  {"slots": ["2026-11-25T09:30:00.000Z", ...]}

  {
    "now": "2026-11-24T08:00:00Z",
    "timeZone": "Europe/Lisbon",
    "availability": {
      "rules": [{"weekday": 3, "start": "09:00", "end": "17:00"}],
      "overrides": [{"date": "2026-12-25", "intervals": []}]
    },
    "service": {"durationMinutes": 50, "slotStepMinutes": 30, "bufferBeforeMinutes": 0, "bufferAfterMinutes": 10,
                "minimumNoticeMinutes": 120, "bookableDays": 60},
    "busy": [{"start": "2026-11-25T10:00:00Z", "end": "2026-11-25T11:00:00Z"}],
    "calendar": {"busy": [{"start": "2026-11-25T14:00:00Z", "end": "2026-11-25T15:00:00Z"}],
                 "knownUntil": "2026-12-25T00:00:00Z"},
    "from": "2026-11-25T00:00:00Z",
    "to": "2026-11-26T00:00:00Z"
  }

Of "service" only durationMinutes is required. Weekday 1 is Monday. An override replaces its local date.
"busy" is what was booked here; "calendar" is optional: what the provider's own calendar says, and that slots after
"knownUntil" are closed because it says nothing of them.

  --why    also prints "closed": every other start on the grid with the reason why it is not offered
  --help   prints this text

Exit codes: 0 answered, 2 the document or the command line is wrong (one line per problem on standard error).
`

/** What is wrong with the input, one line per problem. */
class InputProblem extends Error {
  readonly lines: string[]

  constructor(lines: string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

function readFlags() {
  const options = { why: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const
  try {
    return parseArgs({ options }).values
  } catch (error) {
    throw new InputProblem([messageOf(error), 'Known flags: --why, --help'])
  }
}

function parseJson(input: string): unknown {
  try {
    return JSON.parse(input)
  } catch (error) {
    throw new InputProblem([`document: not valid JSON: ${messageOf(error)}`])
  }
}

/** `availability.rules[0].start`, or `document` for the whole. */
const fieldName = (path: PropertyKey[]) =>
  path.reduce<string>(
    (name, key) => (typeof key === 'number' ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key)),
    '',
  ) || 'document'

function parseDocument(input: string): SlotsDocument {
  const error = (issue: { input?: unknown }) => (issue.input === undefined ? 'This is missing.' : undefined)
  const parsed = slotsDocumentSchema.safeParse(parseJson(input), { error })
  if (parsed.success) return parsed.data
  throw new InputProblem(parsed.error.issues.map(({ path, message }) => `${fieldName(path)}: ${message}`))
}

const toInstant = (milliseconds: number) => new Date(milliseconds).toISOString()

const toBusy = (spans: SlotsDocument['busy']) =>
  spans.map(({ start, end }) => ({ startsAt: Date.parse(start), endsAt: Date.parse(end) }))

function answer(document: SlotsDocument, why: boolean) {
  const { slots, closed } = explainSlots({
    now: Date.parse(document.now),
    availability: { timeZone: document.timeZone, ...document.availability },
    service: document.service,
    busy: toBusy(document.busy),
    calendar: document.calendar && {
      busy: toBusy(document.calendar.busy),
      closedFrom: document.calendar.knownUntil === undefined ? undefined : Date.parse(document.calendar.knownUntil),
    },
    from: Date.parse(document.from),
    to: Date.parse(document.to),
  })
  const starts = slots.map(({ startsAt }) => toInstant(startsAt))
  if (!why) return { slots: starts }
  return { slots: starts, closed: closed.map(({ startsAt, reason }) => ({ startsAt: toInstant(startsAt), reason })) }
}

try {
  const { why, help } = readFlags()
  if (!help && process.stdin.isTTY) throw new InputProblem(['document: give it on standard input (see --help)'])
  if (help) process.stdout.write(HELP)
  else process.stdout.write(`${JSON.stringify(answer(parseDocument(await text(process.stdin)), why))}\n`)
} catch (error) {
  if (!(error instanceof InputProblem)) throw error
  for (const line of error.lines) process.stderr.write(`slots: ${line.replaceAll('\n', ' ')}\n`)
  process.exitCode = 2
}
