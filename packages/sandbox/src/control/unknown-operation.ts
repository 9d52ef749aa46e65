import { jsonReply, type VendorOperation } from './vendor-operation.ts'

const reply = (status: number, message: string) =>
  jsonReply(status, { error: { code: 'not_found', message, issues: [] } })

/** Calls that no stand-in offers are answered with 404 and logged too, so that a missing one is easy to see. */
export const unknownOperation: VendorOperation = {
  vendor: 'unknown',
  identify: () => ({ operation: 'unknown', account: null }),
  run: ({ method, path }) => reply(404, `the sandbox does not offer ${method} ${path}`),
  failure: (status, reason) => reply(status, reason ?? 'scripted failure'),
}
