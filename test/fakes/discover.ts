import type { Artist, DiscoverRequest, Discovery, Hooks } from '../../story/artist.ts'

/** Finds an identity as a worker does that draws all portraits by itself. */
export async function discover(
  artist: Artist,
  request: DiscoverRequest,
  hooks: Hooks,
  count = 4,
): Promise<Discovery> {
  const portraits = await artist.drawPortraits({ ...request, first: 0, count }, hooks)
  return artist.gather({ ...request, ...portraits }, hooks)
}
