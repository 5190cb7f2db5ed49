import { scheduleBackups } from '#backup/server';
import { problemText } from '#messages/server';
import {
	declareServing,
	FolderFault,
	holdFolder,
	keepHearing,
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

/** How often (ms) what happened is looked for, and given to the listeners that no page waits for. */
const LOOK_EVERY_MS = 2_000;

/** Takes the folder for this service alone and opens it; one that cannot be served ends the start, in both languages. */
function openAlone(settings: Settings, log: Log, threads: Threads) {
	try {
		const release = holdFolder(settings.dataDir);
		return { opened: openWorld(settings, log, threads, { closings, listeners }), release };
	} catch (error) {
		if (!(error instanceof FolderFault)) throw error;
		const { kind, detail, exit } = error;
		const said = (['fr', 'en'] as const).map((locale) =>
			problemText(`folder.${kind}`, { folder: settings.dataDir, detail }, locale),
		);
		throw Object.assign(new Error(said.join('\n')), { exit });
	}
}

/** Opens the world of the service that this process is, and says how it is closed. */
export function openService(): { readonly opened: World; readonly close: () => Promise<void> } {
	// From here on, what computes for long is done elsewhere, or not at all.
	declareServing();
	const log = jsonLog();
	const threads = openThreads({ log });
	const settings = readSettings(process.env);
	const { opened, release } = openAlone(settings, log, threads);
	// What a crash left out of the journals is added before anything else is.
	void opened.db.journals?.catchUp();
	const events = keepHearing(opened, LOOK_EVERY_MS);
	const backups = scheduleBackups(opened, settings, process.env);
	return {
		opened,
		close: async () => {
			backups.stop();
			await events.stop();
			await Promise.all([threads.close(), opened.db.close()]).finally(release);
		},
	};
}
