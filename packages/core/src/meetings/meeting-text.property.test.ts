import {
  renderMeetingText,
  TEMPLATE_FIELDS,
  type TemplateFacts,
  templateProblem,
  templateValues,
  VARIABLE_NAMES,
} from '@foyer/shared/meeting-template'
import fc from 'fast-check'
import { expect, test } from 'vitest'

/** Any text, full of what could go wrong: braces, variables, control characters, halves of characters. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...VARIABLE_NAMES.map((name) => `{${name}}`), '{', '}', '{{', '{x}', '\n', '\r\n', '\uD83D'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))
const template = fc.record({ title: text, description: text, agenda: text }, { requiredKeys: [] })
const NAME = 'Wilhelmina Zzyzx'
const facts: fc.Arbitrary<TemplateFacts> = fc.record({
  service: text,
  provider: text,
  customer: fc.option(fc.oneof(text, fc.constant(NAME))),
  sessionNumber: fc.nat(),
  numberOfSessions: fc.nat(),
  startsAt: fc.date({ noInvalidDate: true }),
  endsAt: fc.date({ noInvalidDate: true }),
  timeZone: fc.oneof(fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'UTC'), fc.string()),
  sessionLink: fc.constant('https://foyer.example/sessions/1'),
  joinLink: fc.constant('https://foyer.example/s/abc/join'),
})
const texts = fc.record({
  title: fc.option(fc.integer({ min: 1, max: 300 })),
  text: fc.option(fc.integer({ min: 120, max: 8000 })),
})

test('whatever a template holds, its text is complete, short enough, and shows no braces', () => {
  fc.assert(
    fc.property(template, facts, texts, (wanted, known, room) => {
      const { title, description } = renderMeetingText(wanted, templateValues(known), room)
      expect(title + description).not.toMatch(/[{}]/)
      expect(title).not.toMatch(/[\p{Cc}]/u)
      expect(title).toMatch(/\S/)
      expect(title.length).toBeLessThanOrEqual(room.title ?? 200)
      expect(description.length).toBeLessThanOrEqual(room.text ?? 1900)
      for (const link of [known.joinLink, known.sessionLink]) expect(description).toContain(link)
    }),
    { numRuns: 500 },
  )
})

test('a template that is taken for several people names nobody', () => {
  fc.assert(
    fc.property(template, facts, texts, (wanted, known, room) => {
      fc.pre(TEMPLATE_FIELDS.every((field) => templateProblem(field, wanted[field] ?? '', true) === null))
      const asked = { ...known, service: 'A', provider: 'B' }
      const named = renderMeetingText(wanted, templateValues({ ...asked, customer: NAME }), room)
      expect(named).toEqual(renderMeetingText(wanted, templateValues({ ...asked, customer: null }), room))
    }),
    { numRuns: 300 },
  )
})
