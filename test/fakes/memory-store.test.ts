import { storeContract } from '../contracts/store.ts'
import { memoryStore } from './memory-store.ts'

storeContract(async () => memoryStore())
