/** Whether a text can be one of our ids: what cannot is not looked for. */
export const isId = (text: string): boolean => /^[A-Za-z0-9-]{1,64}$/.test(text)
