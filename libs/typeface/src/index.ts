export { checkNameGlyphs, codePointOf, type NameCheck, printableName } from './name-check.js';
export { isDrawable, TYPEFACE, undrawableIn } from './typeface.js';
export { typefaceProblems } from './typeface.problems.js';
