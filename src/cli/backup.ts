import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { takeBackup } from '#backup/server';
import { m } from '#messages';
import { databaseFile, type Settings } from '#platform/server';
import { type Command, EXIT, type Options, Stop } from './call.ts';
import { causeOf, settingsOf } from './data-folder.ts';

/** Where backups go when nobody says: beside the data folder, so on the same disk. */
const placeOf = ({ dataDir }: Settings, { to }: Options): string =>
	typeof to === 'string' && to !== '' ? resolve(to) : join(dirname(dataDir), 'backups');

/** Copies the service's data, in use or not, into a new folder. */
export const backup: Command = {
	name: 'backup',
	usage: 'backup [--to DIR] [--json]',
	options: { to: { type: 'string' }, json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.backup_about({}, { locale }),
	optionsAbout: (locale) => [
		['--to DIR', m.backup_option_to({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(call, options) {
		const { locale } = call;
		const settings = settingsOf(call);
		const { dataDir: folder } = settings;
		if (!existsSync(databaseFile(folder))) throw new Stop(m.command_nothing_here({ folder }, { locale }));
		const to = placeOf(settings, options);
		try {
			const made = await takeBackup(settings, to, () => new Date());
			call.out(
				options['json']
					? JSON.stringify({ folder: made.folder, ...made.manifest })
					: [
							m.backup_done({ folder: made.folder }, { locale }),
							m.backup_next({ folder: made.folder }, { locale }),
						].join('\n'),
			);
			return EXIT.done;
		} catch (error) {
			throw new Stop(m.backup_failed({ folder: to, cause: causeOf(error) }, { locale }));
		}
	},
};
