import { expect, it } from 'vitest'
import { authProblem } from './auth-problem.ts'
import { fieldError, formError, problemOf, problemToShow } from './problem.ts'

const refusal = (message: string, data: object) => Object.assign(new Error(message), { data })

it('keeps what the API says of a refusal', () => {
  const action = { label: 'Connect Google Meet', path: '/dashboard/integrations' }
  const problem = problemOf(
    refusal('Connect an account first.', { reason: 'connection_required', action, field: null }),
  )
  expect(problem).toEqual({
    reason: 'connection_required',
    message: 'Connect an account first.',
    action,
    field: undefined,
    issues: [],
  })
})

it('tells a missing connection from a fault, also inside the error of a library', () => {
  const wrapped = new Error('Failed to fetch', { cause: new TypeError('Failed to fetch') })
  expect(problemOf(wrapped).reason).toBe('offline')
  expect(problemOf(new TypeError('Failed to fetch')).message).toMatch(/connection/)
})

it.each([[new Error('select * from users')], ['text'], [null], [{ data: 'html' }]])(
  'shows nothing raw of an unexpected %j',
  (error) => {
    expect(problemOf(error)).toMatchObject({
      reason: 'unknown',
      message: expect.stringMatching(/^Something went wrong/),
    })
  },
)

it('puts each word of an input refusal beside its field, and the rest above the form', () => {
  const issues = [
    { field: 'name', message: 'Give a name.' },
    { field: 'timeZone', message: 'Give a zone.' },
  ]
  const problem = problemOf(refusal('Give a name.', { reason: 'input_invalid', field: 'name', issues }))
  expect([fieldError(problem, 'timeZone'), fieldError(problem, 'email')]).toEqual(['Give a zone.', undefined])
  expect(formError(problem, ['name', 'timeZone'])).toBeNull()
  expect(formError(problem, ['email'])).toBe(problem)
})

it('leaves an ended sign-in to the dialog that offers the way back', () => {
  expect(problemToShow(refusal('Sign in to continue.', { reason: 'sign_in_required' }))).toBeNull()
})

it.each([
  [401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' }, undefined, /do not match/],
  [422, { code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL' }, 'email', /already/],
  [400, { code: 'INPUT_INVALID', message: 'Give a name.', field: 'name' }, 'name', /Give a name/],
  [429, null, undefined, /Wait a minute/],
  [500, { code: 'FAILED_QUERY', message: 'select 1' }, undefined, /on our side/],
])('says a sign-in answer of %i in our words', (status, answer, field, message) => {
  const problem = authProblem(status, answer)
  expect(problem.field).toBe(field)
  expect(problem.message).toMatch(message)
})
