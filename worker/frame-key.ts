/** Keys become file names and addresses, so they are ids and slashes, nothing that climbs. */
export function checkKey(key: string): string {
  const parts = key.split('/')
  const plain = /^[a-z0-9/_.-]+$/.test(key)
  if (!plain || parts.some((part) => part === '' || part === '.' || part.includes('..'))) {
    throw new RangeError(`not a frame key: ${JSON.stringify(key)}`)
  }
  return key
}
