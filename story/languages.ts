/** The models of a deployment, and which of them draws for a workspace. */
import type { Language } from './artist.ts'
import type { Store, Tenant } from './ports/store.ts'

/** What each model understands; the first one is the default. */
export type Languages = readonly [Language, ...Language[]]

/** The model of that name, or the first one where nobody chose it or it is no longer there. */
export const languageOf = (languages: Languages, model: string | undefined): Language =>
  languages.find((one) => one.model === model) ?? languages[0]

/** The model that draws for a workspace. */
export const languageIn = async (
  { settings }: Pick<Store, 'settings'>,
  languages: Languages,
  tenant: Tenant,
): Promise<Language> => languageOf(languages, (await settings.get(tenant)).model)
