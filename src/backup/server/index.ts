/** Copying a service's data, in use or not. */
export { type Backup, takeBackup } from './take-backup.ts';
/** The backup that a path means. */
export { backupIn } from './read-backup.ts';
/** Trying a backup out, in a place of its own. */
export { verifyBackup } from './verify-backup.ts';
/** Putting a backup in the place of a service's data. */
export { NotEmpty, restoreBackup } from './restore-backup.ts';
/** What was found of a backup. */
export type { Unpacked } from './unpack-backup.ts';
