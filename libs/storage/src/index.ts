export { type FileHash, fileHash, isFileHash } from './file-hash.js';
export { FileStore, type StoredFile } from './file-store.js';
export { LocalFileStore } from './local-file-store.js';
export { StorageModule } from './storage.module.js';
export { storageProblems } from './storage.problems.js';
