import { report } from '../fuzz/report.ts'
import { fuzzSlack } from './fuzz/run.ts'

await report(fuzzSlack)
