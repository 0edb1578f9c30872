/** Texts of the slash commands in other languages, by Discord's locale. What is missing stays English. */
import type { Translations } from '../application-commands.ts'
import { de } from './de.ts'

export const translations: Translations = { de }
