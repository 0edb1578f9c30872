/** Runs a command: our own errors end it with their sentence; what nobody expected keeps its stack. */
export async function endInWords(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
