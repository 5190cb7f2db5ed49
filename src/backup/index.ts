/**
 * The manifest of a backup (what it contains, with checksums), and the names of a backup's folder and files.
 */
export { BACKUP_FILES, backupName, isBackupName, type Manifest, manifestText } from './manifest.ts';
/** The type of the reasons why a backup cannot be relied on. */
export type { Doubt } from './doubts.ts';
