import net from 'node:net'

/**
 * Loaded before a worker: ends it without any warning right before its n-th message that could change something at the
 * database or at a platform, counted from its first claim of a meeting. The queue's own connections are not counted.
 */
const point = Number(process.env.CRASH_POINT)
const CLAIM = '"attempt_epoch" = "meetings"."attempt_epoch" + 1'
const DATABASE_GREETING = 'foyer-worker'
const HTTP_REQUEST = /^(GET|POST|PATCH|DELETE) \//
/** PostgreSQL's Parse and Query messages; what is read, or bound to a parsed statement, is left out. */
const STATEMENT_THAT_WRITES = /^[PQ][\s\S]{4}[\s\S]*?(update|insert|delete|begin|commit)\b/

const databases = new WeakSet<net.Socket>()
const platforms = new WeakSet<net.Socket>()
let isClaimed = false
let sent = 0

const write = net.Socket.prototype.write
net.Socket.prototype.write = function writeOrDie(this: net.Socket, ...args: unknown[]) {
  const text = textOf(args[0])
  if (text.includes(DATABASE_GREETING)) databases.add(this)
  if (HTTP_REQUEST.test(text)) platforms.add(this)
  isClaimed ||= text.includes(CLAIM)
  const changes = databases.has(this) ? STATEMENT_THAT_WRITES.test(text) : platforms.has(this) && text !== ''
  if (isClaimed && changes) countOrDie()
  return Reflect.apply(write, this, args)
}

function countOrDie(): void {
  if (sent === point) process.kill(process.pid, 'SIGKILL')
  sent += 1
}

function textOf(chunk: unknown): string {
  if (typeof chunk === 'string') return chunk
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString('latin1') : ''
}
