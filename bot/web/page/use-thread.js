import { getThread, getThreads, keepPose, listen, say } from './api.js'
import { useCallback, useEffect, useRef, useState } from './vendor/htm-preact.js'

const empty = { messages: [], frames: [], characters: [], story: null, votes: [], loaded: false }

/** A thread as it is now: read at the start and whenever Troupe says that something moved. */
export function useThread(thread, user) {
  const [view, setView] = useState(empty)
  const [threads, setThreads] = useState([])
  const [progress, setProgress] = useState({})
  const [connected, setConnected] = useState(true)
  const [problem, setProblem] = useState(undefined)
  const [pending, setPending] = useState([])
  const shown = useRef(thread)

  const read = useCallback(async () => {
    try {
      const [next, list] = await Promise.all([getThread(thread), getThreads()])
      if (shown.current !== thread) return
      setView({ ...next, loaded: true })
      setThreads(list)
      setProblem(undefined)
    } catch (error) {
      setProblem(error.message)
    }
  }, [thread])

  useEffect(() => {
    shown.current = thread
    setView(empty)
    setProgress({})
    setPending([])
    const again = gathered(read)
    const stop = listen(thread, {
      onChange: again,
      onProgress: ({ id, ...now }) => setProgress((all) => ({ ...all, [id]: now })),
      onConnection: setConnected,
    })
    void read()
    return stop
  }, [thread])

  const speak = async (text, pose) => {
    const id = crypto.randomUUID()
    setPending((all) => [...all, { id, author: user, text, reply: null, time: new Date() }])
    try {
      const said = pose ? `${text} pose:${await keepPose(pose)}` : text
      const reply = await say(thread, user, said, id)
      await read()
      return reply
    } catch (error) {
      setProblem(error.message)
      throw error
    } finally {
      setPending((all) => all.filter((message) => message.id !== id))
    }
  }

  const withProgress = (one) => {
    const now = progress[one.id]
    if (now === undefined) return one
    const begun = one.state === 'waiting' || one.state === 'queued'
    return { ...one, progress: now, state: begun ? 'drawing' : one.state }
  }
  return {
    ...view,
    frames: view.frames.map(withProgress),
    characters: view.characters.map(withProgress),
    threads,
    pending,
    connected,
    problem,
    speak,
    read,
  }
}

/** Many changes in a moment are one reading; one is always read after the last change. */
function gathered(read, ms = 60) {
  let timer
  return () => {
    clearTimeout(timer)
    timer = setTimeout(read, ms)
  }
}
