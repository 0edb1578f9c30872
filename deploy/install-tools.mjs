// Programs that only the tests need: a Redis server and a browser.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const browserApp = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** Throws an Error when there is no redis-server; without a browser only its tests fail, so it tells. */
export function installTools() {
  if (!isFound(['redis-server']) && !installWithApt('redis-server', ['redis-server'])) {
    throw new Error('The tests need redis-server: install it and put it on the path.')
  }
  if (!isFound([...browsers, browserApp]) && !installWithApt('chromium', browsers)) {
    console.error('The tests of the page need Chromium: install chromium or google-chrome.')
  }
}

function isFound(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return names.some((name) =>
    folders.some((folder) => isProgram(path.isAbsolute(name) ? name : path.join(folder, name))),
  )
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Installs a Debian package where that is allowed; whether one of its programs is there afterwards. */
function installWithApt(name, programs) {
  if (process.getuid?.() !== 0 || !isFound(['apt-get'])) return false
  console.log(`Installing ${name} (apt-get) …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const install = () => apt('install', '-y', '--no-install-recommends', name).status === 0
  // A fresh container has no lists of packages yet.
  if (!install() && apt('update').status === 0) install()
  return isFound(programs)
}
