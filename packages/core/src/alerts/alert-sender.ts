/** What the webhook for alerts is sent. */
export interface AlertPost {
  kind: string
  /** One sentence; shown as it is by most chat programs. */
  text: string
  count: number
  url: string
}

/** An alert that was not taken; `problem` is a status or a code, never the address. */
export class AlertNotTaken extends Error {
  override readonly name = 'AlertNotTaken'
  readonly problem: string

  constructor(problem: string) {
    super('The webhook for alerts did not take an alert')
    this.problem = problem
  }
}

export interface AlertSender {
  /** Posts one alert; `id` is the same for every try of it. Throws `AlertNotTaken`. */
  post(alert: AlertPost, id: string): Promise<void>
}

const PATIENCE_MS = 10_000

/** Posts to one address, which may itself be a secret: it reaches no log, and no other address is followed from it. */
export const createAlertSender = (url: string): AlertSender => ({
  async post(alert, id) {
    let response: Response
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': id },
        body: JSON.stringify(alert),
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
    } catch (error) {
      throw new AlertNotTaken(codeOf(error))
    }
    await response.body?.cancel()
    if (!response.ok) throw new AlertNotTaken(`status ${response.status}`)
  },
})

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { cause } = error
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.name
}
