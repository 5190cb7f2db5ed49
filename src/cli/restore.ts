import { resolve } from 'node:path';
import type { Doubt } from '#backup';
import { backupIn, NotEmpty, restoreBackup, type Unpacked, verifyBackup } from '#backup/server';
import { m } from '#messages';
import type { Locale } from '#platform';
import { type Call, type Command, EXIT, plainLine, Stop } from './call.ts';
import { causeOf, settingsOf, stopFor } from './data-folder.ts';

/** A doubt about a backup, in one sentence. */
export function doubtSentence(doubt: Doubt, locale: Locale): string {
	const to = { locale };
	switch (doubt.code) {
		case 'no-backup':
			return m.backup_doubt_no_backup({ folder: doubt.folder }, to);
		case 'manifest-altered':
			return m.backup_doubt_manifest_altered({}, to);
		case 'manifest-unreadable':
			return m.backup_doubt_manifest_unreadable({}, to);
		case 'file-unknown':
			return m.backup_doubt_file_unknown({ file: plainLine(doubt.file) }, to);
		case 'file-missing':
			return m.backup_doubt_file_missing({ file: doubt.file }, to);
		case 'file-altered':
			return m.backup_doubt_file_altered({ file: doubt.file }, to);
		case 'database-damaged':
			return m.backup_doubt_database_damaged({ cause: plainLine(doubt.cause) }, to);
		case 'orphans':
			return m.backup_doubt_orphans({ table: doubt.table, count: doubt.count }, to);
		case 'count-differs':
			return m.backup_doubt_count_differs(
				{ table: doubt.table, wanted: doubt.wanted, found: doubt.found },
				to,
			);
		case 'migrations-differ':
			return m.backup_doubt_migrations_differ({}, to);
		case 'migrations-unknown':
			return m.backup_doubt_migrations_unknown({}, to);
		case 'migration-failed':
			return m.backup_doubt_migration_failed({ cause: plainLine(doubt.cause) }, to);
		case 'badge-doubtful':
			return m.backup_doubt_badge({ award: doubt.award, step: doubt.step }, to);
	}
}

/** Says every doubt where people read, and all that was found where programs do. */
function tell({ out, err, locale }: Call, folder: string, found: Unpacked, json: boolean, done: string) {
	const { doubts, manifest, badges } = found;
	const told = doubts.map((doubt) => ({ ...doubt, sentence: doubtSentence(doubt, locale) }));
	if (json)
		out(
			JSON.stringify({
				folder,
				sound: doubts.length === 0,
				beganAt: manifest?.beganAt,
				badges,
				doubts: told,
			}),
		);
	if (doubts.length > 0) {
		err(m.backup_restore_doubtful({ folder }, { locale }));
		for (const { sentence } of told) err(`  - ${sentence}`);
		return EXIT.no;
	}
	if (!json) out(done);
	return EXIT.done;
}

/** Puts a backup in an empty data folder, or only tries it out. */
export const restore: Command = {
	name: 'restore',
	usage: 'restore [--verify] DIR [--json]',
	options: { verify: { type: 'boolean' }, json: { type: 'boolean' } },
	words: 1,
	about: (locale) => m.backup_restore_about({}, { locale }),
	optionsAbout: (locale) => [
		['--verify', m.backup_restore_option_verify({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(call, options, [given]) {
		const { locale } = call;
		const settings = settingsOf(call);
		if (given === undefined) throw new Stop(m.backup_restore_missing({}, { locale }));
		const folder = await backupIn(resolve(given));
		const json = options['json'] === true;
		const done = (found: Unpacked) => ({
			folder,
			data: settings.dataDir,
			date: found.manifest?.beganAt ?? '',
			badges: found.badges,
		});
		try {
			if (options['verify'] === true) {
				const found = await verifyBackup(settings, folder);
				return tell(call, folder, found, json, m.backup_restore_sound(done(found), { locale }));
			}
			const found = await restoreBackup(settings, folder);
			return tell(call, folder, found, json, m.backup_restore_done(done(found), { locale }));
		} catch (error) {
			if (error instanceof NotEmpty)
				throw new Stop(m.backup_restore_not_empty({ folder: settings.dataDir }, { locale }));
			const stop = stopFor(error, settings.dataDir, locale);
			if (stop instanceof Stop) throw stop;
			throw new Stop(m.backup_restore_failed({ cause: plainLine(causeOf(error)) }, { locale }));
		}
	},
};
