import { describe, expect, it } from 'vitest'
import { createLogger, describeError, takeOverConsole } from './log.ts'

describe('a log line', () => {
  const linesOf = (write: (log: ReturnType<typeof createLogger>) => void): string => {
    const lines: string[] = []
    write(createLogger({ app: 'test', level: 'info' }, { write: (line) => lines.push(line) }))
    return lines.join('')
  }

  it('holds allowed fields and drops every other, whatever it is called', () => {
    const line = linesOf((log) => log.info({ meetingId: 'm1', accessToken: 'canary-1', note: 'canary-2' }, 'made'))
    expect(JSON.parse(line)).toMatchObject({ app: 'test', meetingId: 'm1', msg: 'made' })
    expect(line).not.toContain('canary')
  })

  it('tells of an error where and of which kind, never what it says', () => {
    const cause = Object.assign(new Error('canary in the cause'), { code: '23505', constraint_name: 'users_email' })
    const error = new Error('Failed query: select canary\nparams: canary', { cause })
    const line = linesOf((log) => log.error(describeError(error), 'failed'))
    expect(JSON.parse(line)).toMatchObject({ problem: 'Error', cause: { code: '23505', constraint: 'users_email' } })
    expect(line).toContain('log.test.ts')
    expect(line).not.toContain('canary')
  })

  it('is all that a library leaves which writes an error to the console', () => {
    const before = { ...console }
    try {
      const line = linesOf((log) => {
        takeOverConsole(log)
        console.error('# SERVER_ERROR: ', new Error('Failed query: insert into auth_sessions\nparams: canary'))
      })
      expect(JSON.parse(line)).toMatchObject({ level: 50, problem: 'Error' })
      expect(line).not.toContain('canary')
    } finally {
      Object.assign(console, before)
    }
  })
})
