// Our pipelines as a process that is asked for work: one JSON object a line, answered by one.
// ours.main.ts FOLDER THREADS
import { createInterface } from 'node:readline'
import { openBundle } from '../../models/bundles/bundle.ts'
import { toBytes } from '../../models/networks/picture-input.ts'
import { discoverCharacter } from '../../models/pipelines/identity-discovery.ts'
import { drawStoryFrame } from '../../models/pipelines/story-frame.ts'
import { classWords, people, withPeople } from '../scene.ts'
import {
  type CharacterRequest,
  type FrameRequest,
  ownPrompt,
  type ReferenceRequest,
} from './requests.ts'

const [folder, threads] = process.argv.slice(2)

async function main(): Promise<void> {
  const { manifest, rowsPerCall, ...bundle } = await openBundle(folder, {
    threads: Number(threads),
  })
  // The paper blends all channels; where people stand is left to them here too.
  const latents = { ...manifest.latents, layoutChannels: undefined }
  const model = { ...bundle, manifest: { ...manifest, latents } }

  async function character({ description, seed, portraits, steps, sampler }: CharacterRequest) {
    const wanted = { description, seed, portraits, steps, sampler }
    const found = await discoverCharacter({ model, rowsPerCall, ...wanted })
    return { rows: found.rows, kept: found.kept, identity: [...found.identity] }
  }

  async function frame({
    prompt,
    characters,
    seed,
    steps,
    startStep,
    guidanceScale,
  }: FrameRequest) {
    const drawn = await drawStoryFrame({
      model: withPeople(model, characters.length),
      prompt,
      seed,
      steps,
      startStep,
      guidanceScale,
      rowsPerCall,
      characters: characters.map(({ identity }, k) => ({
        prompt: ownPrompt(people[k]),
        classWord: classWords[k],
        identity: Float32Array.from(identity),
      })),
    })
    const picture = Buffer.from(toBytes(drawn.image).data).toString('base64')
    return { rows: drawn.rows, picture }
  }

  const answer = (content: unknown) => process.stdout.write(`${JSON.stringify(content)}\n`)

  answer({ ready: true })
  for await (const line of createInterface(process.stdin)) {
    const request = JSON.parse(line) as ReferenceRequest
    const [start, busy] = [performance.now(), process.cpuUsage()]
    const result = await (request.work === 'character' ? character(request) : frame(request))
    const { user, system } = process.cpuUsage(busy)
    answer({
      seconds: (performance.now() - start) / 1e3,
      cpuSeconds: (user + system) / 1e6,
      ...result,
    })
  }
  await model.close()
}

void main()
