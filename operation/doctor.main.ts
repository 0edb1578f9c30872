import { config as loadDotenv } from 'dotenv'
import { consult } from './doctor/doctor.ts'

/** `npm run doctor`: looks at everything that the settings name and says what to do; ends with 1 when something is bad. */
loadDotenv({ quiet: true })
const marks = { good: '✓', risky: '!', bad: '✗' } as const
const findings = await consult(process.env)
for (const { about, state, sentence } of findings) {
  console.log(`${marks[state]} ${about.padEnd(16)} ${sentence}`)
}
process.exit(findings.some(({ state }) => state === 'bad') ? 1 : 0)
