import { serveArtist } from '../../worker/inference-serve.ts'
import { fakeArtist } from '../fakes/artist.ts'

/** A model process whose drawings cost nothing to speak of: one step, no pause, tiny stripes. */
void serveArtist(async () => fakeArtist({ steps: 1 }))
