import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { latestBackupTime } from '#backup/server';
import { m } from '#messages';
import { askOwnPort, FolderFault, lockFolder, type Settings } from '#platform/server';
import { codeOrMessage } from '../data-folder.ts';
import { type Finding, finding, findings } from './finding.ts';

const GB = 1_000_000_000;
/** File systems of another machine, by the number that the system gives them: NFS, CIFS, SMB 2. */
const OF_THE_NETWORK: readonly number[] = [0x6969, 0xff534d42, 0xfe534d42];

/** Writes a file of our own in a folder and removes it: what the system lets this user do, and no list of rights. */
function whyNotWritable(folder: string): string | undefined {
	const file = join(folder, `.doctor-${process.pid}`);
	try {
		const opened = openSync(file, 'wx', 0o600);
		try {
			writeSync(opened, '0123456789abcdef'.repeat(256));
			fsyncSync(opened);
		} finally {
			closeSync(opened);
			rmSync(file);
		}
		return undefined;
	} catch (error) {
		return codeOrMessage(error);
	}
}

/** Looks at whose a data folder is, who may read it, whether it can be written and where it lies. */
export async function lookAtFolder({ dataDir: folder }: Settings): Promise<readonly Finding[]> {
	const known = statSync(folder, { throwIfNoEntry: false });
	if (!known?.isDirectory()) return [finding('folder-missing', m.doctor_folder_missing, { folder })];
	const own = process.geteuid?.();
	const cause = whyNotWritable(folder);
	const { type, bavail, blocks, bsize } = await statfs(folder);
	const low = bavail * bsize < Math.min(GB, (blocks * bsize) / 20);
	return findings([
		own !== undefined &&
			known.uid !== own &&
			finding('folder-of-another', m.doctor_folder_of_another, { folder, owner: known.uid, own }),
		(known.mode & 0o007) !== 0 && finding('folder-open', m.doctor_folder_open, { folder }),
		cause !== undefined && finding('folder-not-writable', m.doctor_folder_not_writable, { folder, cause }),
		OF_THE_NETWORK.includes(type) && finding('folder-far', m.doctor_folder_far, { folder }),
		low && finding('disk-low', m.doctor_disk_low, { folder, left: Math.floor((bavail * bsize) / 1e6) }),
	]);
}

/** Returns whether a service holds the folder, by taking its lock for an instant. */
function isHeld(folder: string): boolean {
	try {
		lockFolder(folder)();
		return false;
	} catch (error) {
		if (error instanceof FolderFault && error.kind === 'folder-in-use') return true;
		throw error;
	}
}

/** Compares who holds the folder with who answers on the service's port. */
export async function lookAtService({ dataDir: folder, port }: Settings): Promise<readonly Finding[]> {
	const answer = await askOwnPort(port);
	const held = isHeld(folder);
	return findings([
		held && answer !== 'lives' && finding('held', m.doctor_held, { folder, port }),
		!held && answer !== 'silent' && finding('port-taken', m.doctor_port_taken, { port }),
	]);
}

/** Looks at the sealing key's file; whether it opens the keys that sign is for the database to tell. */
export function lookAtKeyFile({ keyFile: file, dataDir, backupDir }: Settings): readonly Finding[] {
	const known = statSync(file, { throwIfNoEntry: false });
	if (!known) return [];
	const inside = [dataDir, backupDir].find((folder) => folder !== undefined && file.startsWith(`${folder}/`));
	return findings([
		known.size !== 32 && finding('key-size', m.doctor_key_size, { file }),
		(known.mode & 0o077) !== 0 && finding('key-open', m.doctor_key_open, { file }),
		inside !== undefined && finding('key-beside', m.doctor_key_beside, { file, folder: inside }),
	]);
}

/** Looks at the folder of backups: whether it is there, on another disk, and how old the latest one is. */
export async function lookAtBackups(
	{ dataDir, backupDir: folder, backupEvery, demonstration }: Settings,
	now: Date,
): Promise<readonly Finding[]> {
	// A demonstration holds nothing that anybody would miss.
	if (demonstration) return [];
	if (folder === undefined) return [finding('backup-none', m.doctor_backup_off, {})];
	if (!existsSync(folder)) return [finding('backup-missing', m.doctor_backup_missing, { folder })];
	const cause = whyNotWritable(folder);
	if (cause !== undefined)
		return [finding('backup-missing', m.doctor_backup_not_writable, { folder, cause })];
	const latest = await latestBackupTime(folder);
	const hours = latest && Math.floor((now.getTime() - latest.getTime()) / 3_600_000);
	return findings([
		existsSync(dataDir) &&
			statSync(dataDir).dev === statSync(folder).dev &&
			finding('backup-same-disk', m.doctor_backup_same_disk, { folder }),
		hours === undefined
			? finding('backup-none', m.doctor_backup_none, { folder })
			: hours * 3_600_000 > 2 * backupEvery && finding('backup-old', m.doctor_backup_old, { folder, hours }),
	]);
}
