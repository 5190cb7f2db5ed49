import { dirname, join, resolve } from 'node:path';
import { deleteOldBackups, renameRefused, takeBackup, verifyBackup } from '#backup/server';
import { m } from '#messages';
import type { Settings } from '#platform/server';
import { stopForPrograms } from './stop-for-programs.ts';
import { type Command, EXIT, type Options, plainLine, Stop } from '../command.ts';
import { codeOrMessage, hasDatabase, settingsOf } from '../data-folder.ts';
import { doubtSentence } from './doubt-sentence.ts';

/**
 * The folder in which to put the backup: that of `--to`, else the folder of scheduled backups, else `backups`
 * beside the data folder.
 */
const placeOf = ({ dataDir, backupDir }: Settings, { to }: Options): string =>
	typeof to === 'string' && to !== '' ? resolve(to) : (backupDir ?? join(dirname(dataDir), 'backups'));

/**
 * The `backup` command: copies the service's data, in use or not, into a new folder. With `--verify`, also
 * checks the copy: a bad copy is renamed; after a good one, old backups are deleted from the folder of
 * scheduled backups if the copy is there.
 */
export const backup: Command = {
	name: 'backup',
	usage: 'backup [--to DIR] [--verify] [--json]',
	options: { to: { type: 'string' }, verify: { type: 'boolean' }, json: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.backup_about({}, { locale }),
	optionsAbout: (locale) => [
		['--to DIR', m.backup_option_to({}, { locale })],
		['--verify', m.backup_option_verify({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options) {
		const { locale } = terminal;
		const settings = settingsOf(terminal);
		if (!hasDatabase(settings))
			throw new Stop(m.command_nothing_here({ folder: settings.dataDir }, { locale }));
		const to = placeOf(settings, options);
		try {
			const { folder: made, manifest, lostFiles } = await takeBackup(settings, to, () => new Date());
			if (lostFiles > 0) terminal.err(m.backup_lost_files({ count: lostFiles }, { locale }));
			if (options['verify'] !== true) {
				terminal.out(
					options['json']
						? JSON.stringify({ folder: made, ...manifest })
						: [m.backup_done({ folder: made }, { locale }), m.backup_next({ folder: made }, { locale })].join(
								'\n',
							),
				);
				return EXIT.done;
			}
			const { doubts, badges } = await verifyBackup(settings, made);
			if (doubts.length > 0) {
				const aside = await renameRefused(made);
				terminal.err(m.backup_refused({ folder: aside }, { locale }));
				for (const doubt of doubts) terminal.err(`  - ${doubtSentence(doubt, locale)}`);
				return EXIT.no;
			}
			// Old backups are deleted only in the folder of scheduled backups.
			const kept = to === settings.backupDir ? await deleteOldBackups(to, settings.backupKeep) : undefined;
			terminal.out(
				options['json']
					? JSON.stringify({ folder: made, verified: true, badges, actsInAll: 0, ...kept, ...manifest })
					: m.backup_restore_sound({ folder: made, date: manifest.beganAt, badges }, { locale }),
			);
			return EXIT.done;
		} catch (error) {
			throw (
				stopForPrograms(error, settings, locale) ??
				new Stop(m.backup_failed({ folder: to, cause: plainLine(codeOrMessage(error)) }, { locale }))
			);
		}
	},
};
