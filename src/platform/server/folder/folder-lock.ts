import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { isTemporaryFault } from '../database/database.ts';
import { FolderFault, folderFaultOf } from './folder-fault.ts';

/**
 * Locks a data folder for one service, until the returned function is called or the process dies, however it
 * dies. The lock is SQLite's own, on an empty file beside the database; commands that run beside the service
 * do not take it. Throws FolderFault (`folder-in-use`) when another service holds it.
 */
export function lockFolder(dataDir: string): () => void {
	let lock: Driver.Database | undefined;
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		lock = new Driver(join(dataDir, 'service.lock'), { timeout: 0 });
		lock.exec('BEGIN EXCLUSIVE');
	} catch (error) {
		lock?.close();
		throw isTemporaryFault(error) ? new FolderFault('folder-in-use') : folderFaultOf(error);
	}
	const held = lock;
	return () => void held.close();
}
