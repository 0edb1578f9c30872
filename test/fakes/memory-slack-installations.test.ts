import { slackInstallationsContract } from '../contracts/slack-installations.ts'
import { memorySlackInstallations } from './memory-slack-installations.ts'

slackInstallationsContract(async () => memorySlackInstallations())
