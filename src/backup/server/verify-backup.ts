import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '#platform/server';
import type { BackupCheckResult } from './check-result.ts';
import { copyAndCheckBackup } from './copy-and-check-backup.ts';

const PREFIX = 'macaron-verify-';
const DAY = 86_400_000;

/**
 * Deletes the temporary folders that killed verifications left on the disk more than a day ago, since they
 * contain people's data.
 */
async function removeLeftovers(): Promise<void> {
	for (const name of (await readdir(tmpdir())).filter((one) => one.startsWith(PREFIX))) {
		const path = join(tmpdir(), name);
		const found = await stat(path).catch(() => undefined);
		if (found && Date.now() - found.mtimeMs > DAY) await rm(path, { recursive: true, force: true });
	}
}

/**
 * Checks a backup in full by restoring it into a temporary folder, which is then deleted; returns its doubts.
 */
export async function verifyBackup(settings: Settings, folder: string): Promise<BackupCheckResult> {
	await removeLeftovers();
	const place = await mkdtemp(join(tmpdir(), PREFIX));
	try {
		return await copyAndCheckBackup(settings, folder, place);
	} finally {
		await rm(place, { recursive: true, force: true });
	}
}
