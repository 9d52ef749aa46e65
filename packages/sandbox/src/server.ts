import Fastify, { type FastifyInstance } from 'fastify'
import { ControlError } from './control/control-error.ts'
import { createCore, type SandboxCore } from './control/core.ts'
import { registerControlRoutes } from './control/routes.ts'
import { serveOperation } from './control/serve-operation.ts'
import { unknownOperation } from './control/unknown-operation.ts'
import { createGoogleControl, type GoogleControl } from './google/control.ts'
import { registerGoogleControlRoutes } from './google/control-routes.ts'
import { registerGoogleRoutes } from './google/routes.ts'
import { createGoogleWorld } from './google/world.ts'
import { listeningPort } from './listening-port.ts'
import { createMailStore, type MailStore } from './mailbox/mail-store.ts'
import { registerMailboxRoutes } from './mailbox/routes.ts'
import { startSmtp } from './mailbox/smtp.ts'
import { createMicrosoftControl, type MicrosoftControl } from './microsoft/control.ts'
import { registerMicrosoftControlRoutes } from './microsoft/control-routes.ts'
import { registerMicrosoftRoutes } from './microsoft/routes.ts'
import { createMicrosoftWorld } from './microsoft/world.ts'
import { indexPage } from './pages/index-page.ts'
import { PAGE_SECURITY_HEADERS } from './pages/layout.ts'
import { keepState, loadState } from './state/state-file.ts'
import { createZoomControl, type ZoomControl } from './zoom/control.ts'
import { registerZoomControlRoutes } from './zoom/control-routes.ts'
import { registerZoomRoutes } from './zoom/routes.ts'
import { createZoomWorld } from './zoom/world.ts'

export interface SandboxOptions {
  /** 0, the default, takes a free port. */
  port?: number | undefined
  smtpPort?: number | undefined
  host?: string | undefined
  now?: (() => Date) | undefined
  /** Remembers accounts, tokens, events and mails over a restart. Without it everything is forgotten. */
  stateFile?: string | undefined
}

/** A running sandbox. What its control API offers over HTTP is offered here as functions. */
export interface Sandbox extends Pick<SandboxCore, 'calls' | 'faults' | 'latency' | 'clock'> {
  /** Give this to the product in place of every vendor's hosts. */
  origin: string
  smtpUrl: string
  google: GoogleControl
  zoom: ZoomControl
  microsoft: MicrosoftControl
  mails: MailStore
  /** Back to the beginning: accounts, tokens, events, mails, faults, log, clock. */
  reset(): void
  close(): Promise<void>
}

/** Starts the stand-ins for all vendors on one origin, and a mail server. Rejects when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, smtpPort = 0, host = 'localhost', now = () => new Date(), stateFile } = options
  const saved = stateFile === undefined ? null : loadState(stateFile, say)
  const core = createCore(now)
  const googleWorld = createGoogleWorld(core, saved?.google ?? null)
  const google = createGoogleControl(googleWorld)
  const zoomWorld = createZoomWorld(core, saved?.zoom ?? null)
  const zoom = createZoomControl(zoomWorld)
  const microsoftWorld = createMicrosoftWorld(core.clock, saved?.microsoft ?? null)
  const microsoft = createMicrosoftControl(microsoftWorld)
  const mails = createMailStore(saved?.mails ?? [], () => keeper?.touch())
  const snapshot = () => ({
    google: googleWorld.state,
    zoom: zoomWorld.state,
    microsoft: microsoftWorld.state,
    mails: mails.list(),
  })
  const keeper = stateFile === undefined ? null : keepState(stateFile, snapshot)
  const reset = () => {
    core.reset()
    googleWorld.reset()
    zoomWorld.reset()
    microsoftWorld.reset()
    mails.clear()
  }

  const smtp = await startSmtp(core, mails, { host, port: smtpPort })
  const urlHost = host.includes(':') ? `[${host}]` : host
  const smtpUrl = `smtp://${urlHost}:${smtp.port}`
  const app = createApp(core)
  if (keeper) app.addHook('onRequest', async (_request, reply) => void reply.raw.once('close', keeper.touch))
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(indexPage(smtpUrl)))
  registerControlRoutes(app, core, reset)
  registerGoogleRoutes(app, core, googleWorld)
  registerGoogleControlRoutes(app, google)
  registerZoomRoutes(app, core, zoomWorld)
  registerZoomControlRoutes(app, zoom)
  registerMicrosoftRoutes(app, core, microsoftWorld)
  registerMicrosoftControlRoutes(app, microsoft)
  registerMailboxRoutes(app, mails)

  const close = async () => {
    core.close()
    await Promise.all([app.close(), smtp.close()])
    keeper?.close()
  }
  try {
    await app.listen({ port, host })
  } catch (error) {
    await close()
    throw error
  }
  const origin = `http://${urlHost}:${listeningPort(app.server)}`
  const { calls, faults, latency, clock } = core
  return { origin, smtpUrl, google, zoom, microsoft, mails, calls, faults, latency, clock, reset, close }
}

function createApp(core: SandboxCore): FastifyInstance {
  // Connections that hang on purpose must not keep the server from closing; event ids are up to 1024 long.
  const app = Fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 2048 } })
  // Vendors complain about bad bodies in their own words, so the routes get the raw text.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(PAGE_SECURITY_HEADERS)
    // A web page that is open in the same browser must not be able to turn the controls.
    const { origin } = request.headers
    if (request.url.startsWith('/_sandbox') && origin && origin !== `http://${request.headers.host}`) {
      throw new ControlError(403, 'origin_forbidden', 'the controls are not for other web pages')
    }
  })
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ControlError) {
      const { code, message, issues } = error
      return reply.status(error.status).send({ error: { code, message, issues } })
    }
    const message = error instanceof Error ? error.message : String(error)
    say(error instanceof Error ? (error.stack ?? message) : message)
    return reply.status(500).send({ error: { code: 'sandbox_bug', message, issues: [] } })
  })
  app.setNotFoundHandler(serveOperation(core, unknownOperation))
  return app
}

function say(message: string): void {
  process.stderr.write(`sandbox: ${message}\n`)
}
