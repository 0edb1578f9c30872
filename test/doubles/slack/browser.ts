/** Somebody's browser: goes where it is sent, with the cookies that it was given. */

export interface Page {
  readonly status: number
  readonly text: string
  /** Every address on the way, the last one too. */
  readonly visited: readonly string[]
}

export interface Browser {
  visit(address: string): Promise<Page>
}

const mostSteps = 10

/** `choose` changes an address before it is visited, as people do on a page that asks something. */
export function newBrowser(choose: (address: URL) => void = () => {}): Browser {
  const cookies = new Map<string, Map<string, string>>()
  return {
    async visit(address) {
      const visited: string[] = []
      for (let next = new URL(address); ; ) {
        choose(next)
        visited.push(next.href)
        const own = cookies.get(next.host) ?? new Map<string, string>()
        cookies.set(next.host, own)
        const cookie = [...own].map(([name, value]) => `${name}=${value}`).join('; ')
        const answer = await fetch(next, {
          redirect: 'manual',
          headers: cookie === '' ? {} : { cookie },
        })
        for (const line of answer.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
          if (/expires=thu, 01 jan 1970/i.test(line)) own.delete(name)
          else own.set(name, value)
        }
        const location = answer.headers.get('location')
        if (location === null) return { status: answer.status, text: await answer.text(), visited }
        if (visited.length > mostSteps) throw new Error(`${address} leads in circles`)
        next = new URL(location, next)
      }
    },
  }
}
