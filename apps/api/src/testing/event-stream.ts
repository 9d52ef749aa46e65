export interface StreamEvent {
  event: string
  id: string | null
  data: unknown
}

/** Reads a subscription as an EventSource does. Breaking off the loop, or leaving the scope, closes the connection. */
export async function* readEvents(url: string, headers: Record<string, string>): AsyncGenerator<StreamEvent> {
  const abort = new AbortController()
  const answer = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: abort.signal })
  if (!answer.ok || !answer.body) throw new Error(`the stream answered ${answer.status}: ${await answer.text()}`)
  try {
    let text = ''
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) if (block.trim()) yield parseEvent(block)
    }
  } finally {
    abort.abort()
  }
}

function parseEvent(block: string): StreamEvent {
  const fields = new Map(
    block
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', ...rest] = line.split(': ')
        return [name, rest.join(': ')] as const
      }),
  )
  const data = fields.get('data')
  return { event: fields.get('event') ?? 'message', id: fields.get('id') ?? null, data: data ? JSON.parse(data) : null }
}

/** The next event of a kind; pings and the greeting are passed over. */
export async function nextEvent(events: AsyncGenerator<StreamEvent>, kind = 'message'): Promise<StreamEvent> {
  for (;;) {
    const { value, done } = await events.next()
    if (done) throw new Error(`the stream ended before an event of kind ${kind}`)
    if (value.event === kind) return value
  }
}
