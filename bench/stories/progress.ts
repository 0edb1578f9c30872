/** How far a long run is: a line that is drawn over on a terminal, plain lines elsewhere. */

export function progress(total: number, write: NodeJS.WriteStream) {
  const start = performance.now()
  let done = 0
  let drawn = 0
  return {
    /** `work`: whether it took time, or was found done. */
    piece(work: boolean) {
      done++
      if (work) drawn++
      const each = drawn === 0 ? 0 : (performance.now() - start) / drawn / 1000
      const left = Math.round(((total - done) * each) / 60)
      const text = `${done} of ${total} pictures, about ${left} min left`
      if (write.isTTY) write.write(`\r${text}   ${done === total ? '\n' : ''}`)
      else if (done % 10 === 0 || done === total) write.write(`${text}\n`)
    },
  }
}
