/** Copying a service's data, in use or not. */
export { type Backup, takeBackup } from './take-backup.ts';
/** The backup that a path means. */
export { backupIn } from './read-backup.ts';
/** Trying a backup out, in a place of its own. */
export { verifyBackup } from './verify-backup.ts';
/** Putting a backup in the place of a service's data. */
export { NotEmpty, type Restored, restoreBackup } from './restore-backup.ts';
/** What was found of a backup. */
export type { Unpacked } from './unpack-backup.ts';
/** What was made good of what happened after a copy; for one that was put in place by hand, too. */
export { type MadeGood, makeGoodByHand } from './make-good.ts';
/** Keeping only the latest backups, once a newer one was verified. */
export { keepLatest, putAside } from './keep-backups.ts';
/** Backups by schedule. */
export { type BackupState, backupState, scheduleBackups } from './schedule.ts';
