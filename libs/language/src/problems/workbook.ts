export const workbookProblems = {
  WORKBOOK_TOO_LARGE: {
    'zh-CN': '文件太大：最多允许 {limitMb} MB（压缩文件按展开后的大小计算）。',
    en: 'The file is too large: {limitMb} MB at most, counted after unpacking.',
  },
  WORKBOOK_TOO_SLOW: {
    'zh-CN': '文件内容过于复杂，无法在 {seconds} 秒内读完。请删去多余的行、列或工作表后重试。',
    en: 'The file is too complicated to read within {seconds} seconds. Remove rows, columns or sheets that are not needed and try again.',
  },
  WORKBOOK_CELL_TOO_LONG: {
    'zh-CN': '单元格内容太长：最多 {limit} 个字符。',
    en: 'This cell is too long: {limit} characters at most.',
  },
  WORKBOOK_UNREADABLE: {
    'zh-CN': '无法读取：这不是完好的 Excel（.xlsx）或 CSV 文件。',
    en: 'Cannot be read: this is not an intact Excel (.xlsx) or CSV file.',
  },
  WORKBOOK_OLD_FORMAT: {
    'zh-CN': '这是旧版 Excel（.xls）或加了密码的文件。请取消密码，另存为 .xlsx 后重试。',
    en: 'This is an old Excel (.xls) file or one with a password. Remove the password, save it as .xlsx and try again.',
  },
  WORKBOOK_ENCODING_UNKNOWN: {
    'zh-CN': '无法识别文字编码。请用 UTF-8 或 GB18030 编码保存 CSV。',
    en: 'The text encoding is not recognised. Save the CSV as UTF-8 or GB18030.',
  },
  WORKBOOK_EMPTY: { 'zh-CN': '文件里没有数据。', en: 'The file holds no data.' },
  WORKBOOK_SHEET_MISSING: { 'zh-CN': '缺少工作表“{sheet}”。', en: 'There is no worksheet named “{sheet}”.' },
  WORKBOOK_HEADER_MISSING: { 'zh-CN': '缺少列“{column}”。', en: 'The column “{column}” is missing.' },
  WORKBOOK_COLUMN_TWICE: { 'zh-CN': '列“{column}”出现了两次。', en: 'The column “{column}” appears twice.' },
  WORKBOOK_INVALID: {
    'zh-CN': '文件中有 {count} 处需要更正，没有导入任何内容。',
    en: '{count} {count|cell needs|cells need} correction; nothing has been imported.',
  },
  CELL_NOT_A_NUMBER: { 'zh-CN': '“{value}”不是数字。', en: '“{value}” is not a number.' },
} as const;
