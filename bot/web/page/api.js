/** The page's requests. Each resolves to the answer or throws an Error with a sentence. */

async function ask(path, options) {
  let response
  try {
    response = await fetch(path, options)
  } catch {
    throw new Error('Troupe does not answer. Is it still running?')
  }
  const body = await response.json().catch(() => ({}))
  if (body.error?.sentence) throw new Error(body.error.sentence)
  if (!response.ok && !body.reply) throw new Error(`Troupe answered with ${response.status}.`)
  return body
}

const post = (path, body) =>
  ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

/** What can be said, and whether the model draws poses. */
export const getCommands = () => ask('/api/commands')

/** Keeps a picture for the next frame: the word that stands for it. */
export const keepPose = async (file) =>
  (await ask('/api/poses', { method: 'POST', headers: { 'Content-Type': file.type }, body: file }))
    .pose

export const getThreads = async () => (await ask('/api/threads')).threads

export const getThread = (thread) => ask(`/api/threads/${thread}`)

/** The id makes a retry harmless: the same id is carried out once. */
export const say = async (thread, user, text, id = crypto.randomUUID()) =>
  (await post('/api/commands', { thread, user, text, id })).reply

export const cancelFrame = (id) => post(`/api/frames/${id}/cancel`, {})

/** Calls `onChange` when the thread should be read again and `onProgress` as pictures grow. */
export function listen(thread, { onChange, onProgress, onConnection }) {
  const source = new EventSource(`/api/threads/${thread}/events`)
  source.addEventListener('open', () => onConnection(true))
  source.addEventListener('error', () => onConnection(false))
  source.addEventListener('change', onChange)
  source.addEventListener('progress', (event) => onProgress(JSON.parse(event.data)))
  return () => source.close()
}
