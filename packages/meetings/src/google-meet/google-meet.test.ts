import { describePlatformContract } from '../contract.ts'
import { startGoogleHarness } from './harness.ts'

describePlatformContract('google-meet', startGoogleHarness)
