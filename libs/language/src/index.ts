export { type MessageKey, message, problemMessage } from './catalogue.js';
export { type DateStyle, formatDate, formatDays, formatPoints } from './format.js';
export { LANGUAGES, type Language, languageOfPath, negotiateLanguage, pathIn } from './language.js';
export type { MessageParams } from './render.js';
