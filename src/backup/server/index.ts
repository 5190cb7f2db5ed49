/** Makes a backup of a service's database, whether it is in use or not. */
export { type Backup, takeBackup } from './take-backup.ts';
/**
 * Finds the folder of the backup that a path refers to: the path itself, or the latest backup in it; tells
 * when the latest one began.
 */
export { backupFolderIn, latestBackupTime } from './read-backup.ts';
/** Verifies a backup by restoring it into a temporary folder. */
export { verifyBackup } from './verify-backup.ts';
/** Restores a backup into a service's data folder; the error when that folder is not empty. */
export { DataFolderNotEmpty, type RestoreResult, restoreBackup } from './restore-backup.ts';
/** The type of the result of checking a backup: its contents, and the reasons to doubt it. */
export type { BackupCheckResult } from './check-result.ts';
/** Thrown when a program of PostgreSQL that a backup needs is not there, or fails. */
export { ProgramFault } from './postgres/programs.ts';
/**
 * Applies again the acts (erasures, revocations…) that happened after an older copy of the database was made,
 * when somebody put that copy in place by hand; the type of the result.
 */
export { type ReplayResult, replayAfterManualRestore } from './replay-after-restore.ts';
/** Deletes old backups after a newer one was verified, and renames one that failed its check. */
export { deleteOldBackups, renameRefused } from './keep-backups.ts';
/** Makes a backup at each interval, and says how recent the latest one is. */
export { type BackupState, backupState, scheduleBackups } from './schedule.ts';
