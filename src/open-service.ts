import { scheduleBackups } from '#backup/server';
import { problemText } from '#messages/server';
import {
	markServingThread,
	FolderFault,
	lockFolder,
	startEventDelivery,
	startMailDelivery,
	jsonLog,
	type Log,
	openThreads,
	openWorld,
	readSettings,
	type Settings,
	type Threads,
	type World,
} from '#platform/server';
import { closings } from './closings.ts';
import { listeners } from './listeners.ts';
import { mailWriters } from './mail-writers.ts';

/**
 * Interval (ms) at which recorded events are delivered to the listeners that no page waits for, and mails that
 * are due to the mail server.
 */
const LOOK_EVERY_MS = 2_000;

/**
 * Locks the data folder for this service and opens it; returns its world, and the function that releases the
 * lock. For a folder that cannot be served (`FolderFault`), throws an error with a message in both languages
 * and an exit code.
 */
function openAlone(settings: Settings, log: Log, threads: Threads) {
	try {
		const release = lockFolder(settings.dataDir);
		return { opened: openWorld(settings, log, threads, { closings, listeners, mailWriters }), release };
	} catch (error) {
		if (!(error instanceof FolderFault)) throw error;
		const { kind, detail, exit } = error;
		const said = (['fr', 'en'] as const).map((locale) =>
			problemText(`folder.${kind}`, { folder: settings.dataDir, detail }, locale),
		);
		throw Object.assign(new Error(said.join('\n')), { exit });
	}
}

/**
 * Starts the service of this process: worker threads, data folder, delivery of events and mails, and scheduled
 * backups.
 * Returns its world, and the function that stops all of these.
 */
export function openService(): { readonly opened: World; readonly close: () => Promise<void> } {
	// From here on, heavy work on this thread throws: it must run on worker threads.
	markServingThread();
	const log = jsonLog();
	const threads = openThreads({ log });
	const settings = readSettings(process.env);
	const { opened, release } = openAlone(settings, log, threads);
	// A crash may have left committed acts out of the journals: appends them.
	void opened.db.journals?.catchUp();
	const events = startEventDelivery(opened, LOOK_EVERY_MS);
	const mails = startMailDelivery(opened, LOOK_EVERY_MS);
	const backups = scheduleBackups(opened, settings, process.env);
	return {
		opened,
		close: async () => {
			backups.stop();
			await Promise.all([events.stop(), mails.stop()]);
			await Promise.all([threads.close(), opened.db.close()]).finally(release);
		},
	};
}
