import { describe, expect, it } from 'vitest'
import { meetingTemplateSchema } from './meeting-settings-schema.ts'
import {
  renderMeetingText,
  roomTextsOf,
  type TemplateFacts,
  type TemplateField,
  templateProblem,
  templateTells,
  templateValues,
} from './meeting-template.ts'

const FACTS: TemplateFacts = {
  service: 'Help with burnout',
  provider: 'Ana Sousa',
  customer: 'Jonas Peter Meier',
  sessionNumber: 3,
  numberOfSessions: 8,
  startsAt: new Date('2026-11-25T09:30:00Z'),
  endsAt: new Date('2026-11-25T10:15:00Z'),
  timeZone: 'Europe/Berlin',
  sessionLink: 'https://foyer.example/sessions/1',
  joinLink: 'https://foyer.example/s/abc/join',
}
const LINKS = 'Join: https://foyer.example/s/abc/join\nMove or cancel: https://foyer.example/sessions/1'
const zoom = roomTextsOf('zoom')
const render = (template: Parameters<typeof renderMeetingText>[0], facts: Partial<TemplateFacts> = {}, texts = zoom) =>
  renderMeetingText(template, templateValues({ ...FACTS, ...facts }), texts)

describe('the text of a room', () => {
  it('is neutral where nobody asked for more: neither who comes nor what for', () => {
    for (const template of [{}, { title: '', description: '' }, { title: '  ' }])
      expect(render(template)).toEqual({ title: 'Session with Ana Sousa', description: LINKS })
  })

  it.each([
    ['{service} with {provider}', 'Help with burnout with Ana Sousa'],
    ['{customer_first_name} ({customer_initials})', 'Jonas (JPM)'],
    ['Week {session_number} of {number_of_sessions}', 'Week 3 of 8'],
    ['{date}, {time}, {duration} min', '25 November 2026, 10:30, 45 min'],
  ])('fills in %s', (title, filled) => expect(render({ title }).title).toBe(filled))

  it('names nobody where nobody is known or several come', () => {
    expect(render({ title: '{customer_first_name} {customer_initials}' }, { customer: null }).title).toBe('guest guest')
  })

  it('takes a name that looks like something to fill in for a name', () => {
    expect(render({ title: 'For {customer_first_name}' }, { customer: '{session_link}\u0000\nEvil' }).title).toBe(
      'For session_link',
    )
  })

  it('puts the agenda below the description and the links below both', () => {
    const { description } = render({ description: 'Bring a pen.\n{date}', agenda: '1. Hello\n2. {service}' })
    expect(description).toBe(`Bring a pen.\n25 November 2026\n\nAgenda\n1. Hello\n2. Help with burnout\n\n${LINKS}`)
  })

  it('is cut to what the platform takes, the links never', () => {
    const { title, description } = render(
      { title: '{service}', agenda: 'x'.repeat(500) },
      { service: 's'.repeat(300) },
      {
        title: 20,
        text: 200,
      },
    )
    expect(title).toBe(`${'s'.repeat(19)}…`)
    expect(description).toHaveLength(200)
    expect(description.endsWith(`…\n\n${LINKS}`)).toBe(true)
  })

  it('falls back to UTC for a zone that is none', () => {
    expect(render({ title: '{time}' }, { timeZone: 'Mars/Olympus' }).title).toBe('09:30')
  })
})

describe('a template', () => {
  const problemOf = (template: object) => {
    const { error } = meetingTemplateSchema.safeParse(template)
    return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join() ?? null
  }

  it('may hold what is known, and stay empty', () => {
    for (const template of [
      {},
      { title: '' },
      { title: '{service}', description: '{join_link}', agenda: '{session_link}' },
    ])
      expect(problemOf(template)).toBeNull()
  })

  it('is refused with the field and the choice where a name is not known', () => {
    expect(problemOf({ agenda: 'Notes: {customer_notes}' })).toBe(
      'agenda: There is no {customer_notes} to fill in. Use {provider}, {service}, {customer_first_name}, {customer_initials}, {session_number}, {number_of_sessions}, {date}, {time}, {duration}, {session_link}, {join_link}.',
    )
    expect(problemOf({ title: '{join_link}' })).toContain('title: There is no {join_link} for a title. Use {provider}')
    for (const title of ['{provider', 'a}', '{{provider}}', '{}']) expect(problemOf({ title })).toContain('title: ')
    expect(problemOf({ title: 'x'.repeat(121) })).toBe('title: At most 120 characters.')
    expect(problemOf({ subject: 'x' })).not.toBeNull()
  })

  it('names nobody where several come', () => {
    const text = 'For {customer_initials}'
    const problems = (['title', 'description', 'agenda'] satisfies TemplateField[]).map((field) =>
      templateProblem(field, text, true),
    )
    expect(new Set(problems)).toEqual(
      new Set(['Several people come, and nobody’s name is shown to the others: leave out {customer_initials}.']),
    )
    expect(templateProblem('title', text, false)).toBeNull()
  })

  it('is known to tell who comes or what for', () => {
    expect(templateTells({ title: 'With {provider} on {date}' })).toEqual(new Set())
    expect(templateTells({ title: '{customer_initials}', agenda: '{service}' })).toEqual(new Set(['who', 'what']))
  })
})
