import { report } from '../fuzz/report.ts'
import { fuzzDiscord } from './fuzz/run.ts'

await report(fuzzDiscord)
