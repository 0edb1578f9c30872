import { useEffect, useRef } from './vendor/htm-preact.js'
import { isShown } from './words.js'

/** Keeps the newest frame in sight: at the start, when one is added and when one is done. */
export function useFollow(frames) {
  const known = useRef('')
  const now = frames.map((frame) => `${frame.id} ${isShown(frame)}`).join()
  useEffect(() => {
    const before = new Set(known.current.split(','))
    const moved = now.split(',').filter((entry) => entry !== '' && !before.has(entry))
    const first = known.current === ''
    known.current = now
    const id = (first ? frames.at(-1)?.id : moved.at(-1)?.split(' ')[0]) ?? undefined
    if (id === undefined || frames.length < 2) return
    const calm = first || matchMedia('(prefers-reduced-motion: reduce)').matches
    document
      .getElementById(`frame-${id}`)
      ?.scrollIntoView({ block: 'end', behavior: calm ? 'auto' : 'smooth' })
  }, [now])
}
