import { useState } from './vendor/htm-preact.js'

/** A value that this browser remembers; where storage is forbidden it lasts as long as the page. */
export function useRemembered(key, initial) {
  const [value, setValue] = useState(() => {
    try {
      return localStorage.getItem(key) ?? initial
    } catch {
      return initial
    }
  })
  const remember = (next) => {
    setValue(next)
    try {
      localStorage.setItem(key, next)
    } catch {
      // Private windows may refuse; the value still holds until the page is closed.
    }
  }
  return [value, remember]
}
