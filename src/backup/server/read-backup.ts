import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Doubt } from '../doubts.ts';
import { BACKUP_FILES, backupTime, FORMAT, isBackupName, type Manifest, manifestText } from '../manifest.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.number().int().min(0);
const checksum = z.strictObject({ bytes: whole, sha256 });
const schema = z.strictObject({
	format: z.literal(FORMAT),
	beganAt: z.iso.datetime({ precision: 3 }),
	application: z.string(),
	migrations: z.array(sha256),
	lastAct: whole,
	files: z.union([
		z.strictObject({ [BACKUP_FILES.database]: checksum }),
		z.strictObject({ [BACKUP_FILES.dump]: checksum }),
	]),
	counts: z.record(z.string(), whole),
});

/**
 * Returns the folder of the backup that a path refers to: the path itself, or the latest backup in a folder
 * of backups.
 */
export async function backupFolderIn(path: string): Promise<string> {
	const names = await readdir(path).catch(() => [] as string[]);
	const latest = names.filter(isBackupName).sort().at(-1);
	const { manifest, database, dump } = BACKUP_FILES;
	const itself = [manifest, database, dump].some((name) => names.includes(name));
	return latest === undefined || itself ? path : join(path, latest);
}

function manifestFrom(bytes: Buffer): Manifest | undefined {
	try {
		const manifest: Manifest = schema.parse(
			JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
		);
		return Buffer.from(manifestText(manifest)).equals(bytes) ? manifest : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Reads the manifest of a backup. Returns doubts instead when the folder does not contain exactly the
 * expected files, or the manifest was altered. What is in its folder of contents is for `checkBackupFiles`.
 */
export async function readBackupManifest(
	folder: string,
): Promise<{ readonly manifest: Manifest } | { readonly doubts: readonly Doubt[] }> {
	const names = await readdir(folder).catch(() => undefined);
	if (!names || names.length === 0) return { doubts: [{ code: 'no-backup', folder }] };
	const { contents, database, dump, manifest: description, sum: descriptionSum } = BACKUP_FILES;
	const held = names.includes(dump) ? dump : database;
	const expected: readonly string[] = [held, description, descriptionSum];
	const doubts: Doubt[] = [
		...expected
			.filter((file) => !names.includes(file))
			.map((file) => ({ code: 'file-missing', file }) as const),
		...names
			.filter((file) => !expected.includes(file) && file !== contents)
			.map((file) => ({ code: 'file-unknown', file }) as const),
	];
	if (doubts.length > 0) return { doubts };
	const bytes = await readFile(join(folder, BACKUP_FILES.manifest));
	const sum = await readFile(join(folder, BACKUP_FILES.sum));
	const wanted = `${createHash('sha256').update(bytes).digest('hex')}\n`;
	if (!sum.equals(Buffer.from(wanted))) return { doubts: [{ code: 'manifest-altered' }] };
	const manifest = manifestFrom(bytes);
	if (!manifest) return { doubts: [{ code: 'manifest-unreadable' }] };
	return held in manifest.files ? { manifest } : { doubts: [{ code: 'file-unknown', file: held }] };
}

/**
 * Returns when the latest backup of a folder of backups began, from its name; undefined when there is none.
 * Throws the system's error for a folder that cannot be read.
 */
export async function latestBackupTime(folder: string): Promise<Date | undefined> {
	const latest = (await readdir(folder)).filter(isBackupName).sort().at(-1);
	return latest === undefined ? undefined : backupTime(latest);
}
