import {
	applicationVersion,
	markServingThread,
	lockFolder,
	jsonLog,
	type Log,
	openThreads,
	openWorld,
	readSettings,
	type Settings,
	type Threads,
	type World,
} from '#platform/server';
import { readImportedWords } from '#wording/server';
import { closings } from './closings.ts';
import { listeners } from './listeners.ts';
import { mailWriters } from './mail-writers.ts';
import { startMetrics, withMeasures } from './service-metrics.ts';
import { startWork } from './start-work.ts';
import { storageFault } from './storage-fault.ts';
import { startOwnUpkeep } from './upkeep.ts';

/**
 * Locks the data folder for this service and opens its database; returns its world, and the function that
 * releases the lock. For a folder or a database that cannot be served, throws an error with a message in both
 * languages and an exit code.
 */
async function openAlone(settings: Settings, log: Log, threads: Threads) {
	let release: (() => void) | undefined;
	try {
		release = lockFolder(settings.dataDir);
		const world = await openWorld(settings, log, threads, { closings, listeners, mailWriters });
		return { ...withMeasures(world), release };
	} catch (error) {
		release?.();
		const fault = storageFault(error, settings, 'fr');
		if (!fault) throw error;
		const said = [fault.sentence, storageFault(error, settings, 'en')?.sentence];
		throw Object.assign(new Error(said.join('\n')), { exit: fault.exit });
	}
}

/**
 * Starts the service of this process: worker threads, data folder, metrics where they are asked for and, unless
 * another process does it (`WORK=apart`), what is done apart from people's acts. Returns its world, and the
 * function that stops all of these.
 */
export async function openService(): Promise<{
	readonly opened: World;
	readonly close: () => Promise<void>;
}> {
	// From here on, heavy work on this thread throws: it must run on worker threads.
	markServingThread();
	const log = jsonLog();
	const threads = openThreads({ log });
	const settings = readSettings(process.env);
	const { measured: opened, writesWaiting, release } = await openAlone(settings, log, threads);
	const metrics = settings.metrics && startMetrics(opened, applicationVersion(settings), writesWaiting);
	// A crash may have left committed acts out of the journals: appends them.
	void opened.db.journals?.catchUp();
	// Before the first page is made, so that none has other words of the framework.
	await readImportedWords(opened);
	const own = startOwnUpkeep(opened);
	const work = settings.worksApart ? undefined : startWork(opened, settings, process.env);
	return {
		opened,
		close: async () => {
			metrics?.stop();
			await Promise.all([own.stop(), work?.stop()]);
			await Promise.all([threads.close(), opened.db.close()]).finally(release);
		},
	};
}
