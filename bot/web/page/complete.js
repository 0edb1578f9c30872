/**
 * What can be written at the caret: commands first, then their options, option values and the
 * names of characters. Pure: text in, suggestions out, each with the text that it would make.
 */
export function complete(text, caret, commands, names) {
  const head = text.slice(0, caret)
  if (!head.startsWith('/')) return { items: [], first: -1 }
  const command = commandOf(head, commands)
  if (command === undefined) return suggestCommands(head, text.slice(caret), commands)
  const word = /[^\s"“”,]*$/.exec(head)[0]
  const before = head.slice(0, head.length - word.length)
  const isBare = before.trim() === `/${command.name}`
  const make = (value, label, detail) => ({
    label,
    detail,
    text: before + value + text.slice(caret),
    caret: before.length + value.length,
  })
  const items = [
    ...valuesFor(command, word).map((value) => make(`${value} `, value, '')),
    ...namesFor(command, word, isBare, names).map((name) => make(`${name} `, name, 'character')),
    ...optionsFor(command, word, isBare, head).map(([name, schema]) =>
      make(`${name}:`, `${name}:`, schema.description ?? ''),
    ),
  ]
  return { items, first: -1 }
}

/** The command that a line is about, once its name is written out and followed by a space. */
export function commandOf(line, commands) {
  const written = `${line.trimStart().toLowerCase().replace(/\s+/g, ' ')}`
  return commands
    .filter(({ name }) => written.startsWith(`/${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0]
}

/** `/story next <prompt> [seed]`: required options in angles, the others in brackets. */
export function usageOf(command) {
  const required = command.options.required ?? []
  const all = Object.keys(command.options.properties ?? {})
  const ordered = [...command.positional, ...all.filter((one) => !command.positional.includes(one))]
  const words = ordered.map((name) => (required.includes(name) ? `<${name}>` : `[${name}]`))
  return [`/${command.name}`, ...words].join(' ')
}

function suggestCommands(head, tail, commands) {
  const typed = head.slice(1).trimStart().toLowerCase().replace(/\s+/g, ' ')
  const fits = commands.filter(({ name }) => name.startsWith(typed))
  const exact = fits.some(({ name }) => name === typed)
  const items = fits.map((command) => {
    const made = `/${command.name} `
    const text = made + tail.trimStart()
    return { label: `/${command.name}`, detail: command.summary, text, caret: made.length }
  })
  return { items, first: exact || items.length === 0 ? -1 : 0 }
}

function valuesFor(command, word) {
  const [, option, start] = /^([a-z]+):(.*)$/i.exec(word) ?? []
  const known = command.options.properties?.[option]?.enum ?? []
  return known.filter((value) => value.startsWith(start)).map((value) => `${option}:${value}`)
}

/** Names where a name is started, and all of them where the command begins with a name. */
function namesFor(command, word, isBare, names) {
  if (command.name === 'character add') return []
  const asks = isBare && command.positional[0] === 'name'
  const [, option = '', start] = /^([a-z]+:)?(.*)$/i.exec(word)
  if (start === '' && !asks && option === '') return []
  const small = start.toLowerCase()
  return names
    .filter((name) => name.toLowerCase().startsWith(small) && name !== start)
    .map((name) => `${option}${name}`)
}

function optionsFor(command, word, isBare, head) {
  if (word === '' && !isBare) return []
  return Object.entries(command.options.properties ?? {}).filter(
    ([name, schema]) =>
      !schema.attach &&
      name.startsWith(word.toLowerCase()) &&
      !head.includes(`${name}:`) &&
      !(word === '' && command.positional.includes(name)),
  )
}
