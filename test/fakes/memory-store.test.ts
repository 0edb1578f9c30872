import { storeContract } from '../contracts/store.ts'
import { grand } from '../contracts/store-pools.ts'
import { memoryStore } from './memory-store.ts'
import { emptyTables } from './memory-tables.ts'

storeContract(async () => memoryStore(emptyTables(undefined, undefined, [grand])))
