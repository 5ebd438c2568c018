import { defineProblems } from '#kernel';

export const workbookProblems = defineProblems({
  WORKBOOK_TOO_LARGE: 'too_large',
  WORKBOOK_TOO_SLOW: 'too_large',
  WORKBOOK_CELL_TOO_LONG: 'too_large',
  WORKBOOK_UNREADABLE: 'invalid',
  WORKBOOK_OLD_FORMAT: 'invalid',
  WORKBOOK_ENCODING_UNKNOWN: 'invalid',
  WORKBOOK_EMPTY: 'invalid',
  WORKBOOK_SHEET_MISSING: 'invalid',
  WORKBOOK_HEADER_MISSING: 'invalid',
  WORKBOOK_COLUMN_TWICE: 'invalid',
  WORKBOOK_INVALID: 'invalid',
  CELL_NOT_A_NUMBER: 'invalid',
});
