import { runFoyer } from './lib/run-foyer.ts'
import { untilStopped } from './lib/until-stopped.ts'

await untilStopped(() => runFoyer({ watch: true }))
