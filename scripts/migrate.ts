import { prepareDatabase } from './lib/database.ts'
import { fail } from './lib/say.ts'

const url = process.env.DATABASE_URL
if (!url) fail('Set DATABASE_URL to the database whose tables should be brought up to date.')
await prepareDatabase(url)
