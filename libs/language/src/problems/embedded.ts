export const embeddedProblems = {
  DATABASE_PORT_IN_USE: {
    'zh-CN': '端口 {port} 已被其他程序占用，数据库无法启动；请停止该程序，或用 DATABASE_PORT 换一个端口。',
    en: 'Port {port} is in use by another program, so the database cannot start; stop that program or choose another port with DATABASE_PORT.',
  },
  DATABASE_FOLDER_OTHER_VERSION: {
    'zh-CN':
      '{folder} 中的数据属于 PostgreSQL {found}，而本程序使用 PostgreSQL {wanted}；请把该文件夹移走，或用 DATABASE_URL 指向能读取它的服务器。',
    en: 'The data in {folder} belongs to PostgreSQL {found}, but this program brings PostgreSQL {wanted}; move the folder away or set DATABASE_URL to a server that can read it.',
  },
  DATABASE_FOLDER_NOT_OURS: {
    'zh-CN': '{folder} 中的数据由另一个系统用户创建，当前用户无法读取；请用当初启动的用户再次启动，或把该文件夹移走。',
    en: 'The data in {folder} was made by another system user and cannot be read by this one; start as the user who started it first, or move the folder away.',
  },
  DATABASE_FOLDER_NOT_WRITABLE: {
    'zh-CN': '数据库无法写入 {folder}；请开放该文件夹的写权限，或用 DATA_DIR 换一个文件夹。',
    en: 'The database cannot write to {folder}; allow writing there or choose another folder with DATA_DIR.',
  },
  DATABASE_DISK_FULL: {
    'zh-CN': '磁盘已满，数据库无法写入 {folder}；请腾出空间后重新启动，已保存的数据没有丢失。',
    en: 'The disk is full, so the database cannot write to {folder}; free some space and start again, nothing that was saved is lost.',
  },
  DATABASE_BINARIES_MISSING: {
    'zh-CN': '没有适用于本机（{platform}）的 PostgreSQL 程序；请用 DATABASE_URL 指向一个 PostgreSQL 18 服务器。',
    en: 'There is no PostgreSQL that runs on this machine ({platform}); set DATABASE_URL to a PostgreSQL 18 server.',
  },
  DATABASE_USER_MISSING: {
    'zh-CN': 'PostgreSQL 不能以 root 身份运行，而本机没有可用的用户（{candidates}）；请用普通用户启动，或创建用户 guildhall。',
    en: 'PostgreSQL does not run as root, and this machine has none of the users it could run as ({candidates}); start as another user or create the user guildhall.',
  },
  DATABASE_DID_NOT_START: {
    'zh-CN': '数据库未能启动：{said}（完整记录见 {log}）',
    en: 'The database did not start: {said} (its whole log is in {log})',
  },
} as const;
