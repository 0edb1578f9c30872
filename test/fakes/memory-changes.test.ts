import { changesContract } from '../contracts/changes.ts'
import { memoryChanges } from './memory-changes.ts'

const changes = memoryChanges()
changesContract(async () => changes)
