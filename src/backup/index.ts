/** What a backup says of itself. */
export { BACKUP_FILES, backupName, isBackupName, type Manifest, manifestText } from './manifest.ts';
/** Why a backup cannot be relied on. */
export type { Doubt } from './doubts.ts';
