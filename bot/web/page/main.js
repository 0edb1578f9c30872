import { cancelFrame, getCommands } from './api.js'
import { Cast } from './cast.js'
import { Composer } from './composer.js'
import { Drawer, useNarrow } from './drawer.js'
import { useRemembered } from './memory.js'
import { Story, Votes } from './story.js'
import { Talk } from './talk.js'
import { Threads } from './threads.js'
import { useFollow } from './use-follow.js'
import { useThread } from './use-thread.js'
import { html, render, useEffect, useState } from './vendor/htm-preact.js'
import { Welcome } from './welcome.js'

const threadInAddress = () => {
  const name = decodeURIComponent(location.hash.slice(1))
  return /^[A-Za-z0-9._-]{1,64}$/.test(name) ? name : undefined
}

function Page() {
  const [lastThread, remember] = useRemembered('troupe-thread', 'first-story')
  const [thread, setThread] = useState(threadInAddress() ?? lastThread)
  const [user, setUser] = useRemembered('troupe-name', '')
  const [beforeSetting, setBefore] = useRemembered('troupe-before', 'off')
  const [commands, setCommands] = useState([])
  const [drawsPoses, setDrawsPoses] = useState(false)
  const [text, setText] = useState('')
  const [pose, setPose] = useState(undefined)
  const [focusOn, setFocusOn] = useState(0)
  const [drawer, setDrawer] = useState(undefined)
  const narrow = useNarrow('(max-width: 1100px)')
  const name = user.trim() || 'Somebody'
  const view = useThread(thread, name)
  const before = beforeSetting === 'on'
  useFollow(view.frames)

  const learn = () =>
    getCommands().then(
      (known) => {
        setCommands(known.commands)
        setDrawsPoses(known.drawsPoses)
      },
      () => undefined,
    )
  useEffect(() => {
    learn()
    const look = () => threadInAddress() && setThread(threadInAddress())
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  useEffect(() => {
    remember(thread)
    if (threadInAddress() !== thread) history.replaceState(null, '', `#${thread}`)
    document.title = view.story ? `${view.story.title} · Troupe` : 'Troupe'
  }, [thread, view.story?.title])

  const open = (next) => {
    location.hash = next
    setThread(next)
    setDrawer(undefined)
    setFocusOn(focusOn + 1)
  }
  const write = (next) => {
    setText(next)
    setDrawer(undefined)
    setFocusOn(focusOn + 1)
  }
  const speak = (said, attached) => {
    setText('')
    setPose(undefined)
    // Another model may draw poses, or none.
    const settled = () => said.startsWith('/troupe settings') && learn()
    view.speak(said, attached).then(settled, () => {
      setText((now) => (now === '' ? said : now))
      setPose((now) => now ?? attached)
    })
  }
  const mention = (who) => write(text === '' ? `/story next ${who} ` : `${text.trimEnd()} ${who} `)
  const retry = ({ name: who }) => speak(`/character retry ${/\s/.test(who) ? `"${who}"` : who}`)
  const cancel = (frame) => cancelFrame(frame.id).then(view.read, view.read)
  const again = (frame) => {
    const { story } = view
    const isNewest = frame.storyId === story?.id && frame.episode === story?.episode
    speak(`/story redo ${isNewest ? frame.number : frame.id}`)
  }
  const vote = (frame) => speak(`/story vote frame:${frame.id}`)
  const isEmpty = view.loaded && view.frames.length === 0

  return html`
    <${Drawer} side="left" label="Threads and your name" narrow=${narrow}
      open=${drawer === 'threads'} onClose=${() => setDrawer(undefined)}>
      <h1 class="brand">Troupe</h1>
      <${Threads} threads=${view.threads} thread=${thread} onOpen=${open} user=${user} onUser=${setUser} />
    <//>
    <main>
      <header class="top">
        ${
          narrow &&
          html`<button class="quiet" type="button" aria-expanded=${String(drawer === 'threads')}
          onClick=${() => setDrawer('threads')}>Threads</button>`
        }
        <p class="where">${view.story?.title ?? thread}</p>
        ${
          view.frames.some((frame) => frame.template) &&
          html`<button class="quiet" type="button" aria-pressed=${String(before)}
          title="Show each picture as it was before its people got their faces"
          onClick=${() => setBefore(before ? 'off' : 'on')}>Before</button>`
        }
        ${
          narrow &&
          html`<button class="quiet" type="button" aria-expanded=${String(drawer === 'cast')}
          onClick=${() => setDrawer('cast')}>Cast</button>`
        }
      </header>
      <div class="story" data-before=${String(before)}>
        ${isEmpty && html`<${Welcome} view=${view} onSay=${speak} />`}
        <${Story} frames=${view.frames} before=${before} onCancel=${cancel} onRedo=${again}
          onVote=${vote} />
        <${Votes} votes=${view.votes} />
      </div>
      <footer class="desk">
        <${Talk} ...${view} onSay=${speak} />
        <${Composer} text=${text} onText=${setText} onSay=${speak} commands=${commands}
          pose=${pose} onPose=${drawsPoses ? setPose : undefined}
          names=${view.characters.map((one) => one.name)} focusOn=${focusOn}
          last=${view.messages.filter((one) => one.author === name).at(-1)?.text} />
      </footer>
    </main>
    <${Drawer} side="right" label="The cast" narrow=${narrow}
      open=${drawer === 'cast'} onClose=${() => setDrawer(undefined)}>
      <h2 class="cast-title">The cast</h2>
      <${Cast} characters=${view.characters} inCast=${view.story?.cast ?? []}
        onRetry=${retry} onMention=${mention} />
    <//>
  `
}

const root = document.getElementById('troupe')
root.textContent = ''
render(html`<${Page} />`, root)
