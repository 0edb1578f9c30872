import { join } from 'node:path'
import { endInWords } from '../../../bench/end-in-words.ts'
import { openTogether } from '../../together.ts'
import { build, committedFiles, examine } from './build.ts'
import { readServices } from './compose.ts'
import { findEngine } from './engine.ts'
import { tellStory, tryAlone } from './story.ts'

/**
 * `npm run images`: builds the images of bot and worker from what is committed, looks into them, and tells
 * a story with them, as compose.yaml runs them. Arguments go to the build, for instance
 * `npm run images -- --pull=never`. Ends with 1 at the first thing that is not as it should be.
 */
await endInWords(async () => {
  const engine = await findEngine()
  const together = await openTogether('troupe-images')
  try {
    const context = await committedFiles(join(together.folder, 'context'))
    const options = process.argv.slice(2)
    const [bot, worker] = [
      await build(engine, 'bot', context, options),
      await build(engine, 'worker', context, options),
    ]
    await examine(engine, 'bot', bot, context)
    await examine(engine, 'worker', worker, context)
    const scene = { engine, together, bot, worker, services: await readServices(context) }
    await tryAlone(scene)
    await tellStory(scene)
  } finally {
    await together.stop()
  }
})
