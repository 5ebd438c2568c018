export const storageProblems = {
  FILE_MISSING: {
    'zh-CN': '文件暂时取不到（{hash}），请联系管理员。',
    en: 'The file cannot be found in the store ({hash}). Please tell the administrator.',
  },
  FILE_DAMAGED: {
    'zh-CN': '文件内容与登记的不符，已拒绝使用（{hash}），请联系管理员。',
    en: 'The stored file is not what it was when it was stored, so it was refused ({hash}). Please tell the administrator.',
  },
  STORAGE_FULL: {
    'zh-CN': '存储空间已满，文件没有保存。请腾出空间后重试。',
    en: 'The storage is full and the file was not saved. Make room and try again.',
  },
} as const;
