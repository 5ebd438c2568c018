export { addressOf, type Cell, cellAt, decimalAt, type Grid, isBlankRow, textAt, type Workbook } from './grid.js';
export { WORKBOOK_LIMITS, type WorkbookLimits } from './limits.js';
export { openWorkbook } from './open.js';
export { type ColumnSpec, readTable, type TableRow } from './table.js';
export { decimalIn, foldWidth, headerKey, tidy } from './text.rules.js';
export { workbookProblems } from './workbook.problems.js';
export { type GridToWrite, writeAnnotatedCopy, writeWorkbook } from './write.js';
