import { text } from 'node:stream/consumers'
import Fastify from 'fastify'

/** A Fastify route that does nothing but send the JSON given on standard input; prints its address when it listens. */
const answer: unknown = JSON.parse(await text(process.stdin))
const app = Fastify()
app.get('/', () => answer)
process.stdout.write(await app.listen({ port: 0, host: 'localhost' }))
