import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
	backupFolderIn,
	DataFolderNotEmpty,
	type RestoreResult,
	restoreBackup,
	type BackupCheckResult,
	verifyBackup,
} from '#backup/server';
import { m } from '#messages';
import { MoveFault, shownAddress } from '#platform/server';
import { stopForPrograms } from './stop-for-programs.ts';
import { type Terminal, type Command, EXIT, plainLine, Stop } from '../command.ts';
import { doubtSentence } from './doubt-sentence.ts';
import { reportReplay } from './report-replay.ts';
import { codeOrMessage, settingsOf } from '../data-folder.ts';
import { moveFaultSentence } from '../moving/tell-move.ts';

/**
 * Prints the result of a restore or of a check: doubts to standard error and, with `json`, the whole result
 * to standard output. Returns the exit code.
 */
function tell(
	terminal: Terminal,
	folder: string,
	found: BackupCheckResult & Partial<RestoreResult>,
	json: boolean,
	done: string,
) {
	const { out, err, locale } = terminal;
	const { doubts, manifest, badges, madeGood } = found;
	const told = doubts.map((doubt) => ({ ...doubt, sentence: doubtSentence(doubt, locale) }));
	const sound = doubts.length === 0;
	if (json)
		out(JSON.stringify({ folder, sound, beganAt: manifest?.beganAt, badges, doubts: told, madeGood }));
	if (!sound) {
		err(m.backup_restore_doubtful({ folder }, { locale }));
		for (const { sentence } of told) err(`  - ${sentence}`);
		return EXIT.no;
	}
	if (!json) out(done);
	if (madeGood) reportReplay(terminal, madeGood, manifest?.beganAt ?? '', json);
	return EXIT.done;
}

/** The `restore` command: restores a backup into an empty data folder or, with `--verify`, only checks it. */
export const restore: Command = {
	name: 'restore',
	usage: 'restore [--verify] DIR [--journal FILE] [--json]',
	options: { verify: { type: 'boolean' }, journal: { type: 'string' }, json: { type: 'boolean' } },
	words: 1,
	about: (locale) => m.backup_restore_about({}, { locale }),
	optionsAbout: (locale) => [
		['--verify', m.backup_restore_option_verify({}, { locale })],
		['--journal FILE', m.backup_restore_option_journal({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options, [given]) {
		const { locale } = terminal;
		const settings = settingsOf(terminal);
		if (given === undefined) throw new Stop(m.backup_restore_missing({}, { locale }));
		const folder = await backupFolderIn(resolve(given));
		const json = options['json'] === true;
		const journal = typeof options['journal'] === 'string' ? resolve(options['journal']) : undefined;
		if (journal !== undefined && !existsSync(journal))
			throw new Stop(m.backup_restore_no_journal({ file: journal }, { locale }));
		const done = (found: BackupCheckResult) => ({
			folder,
			data: settings.postgres === null ? settings.dataDir : shownAddress(settings.postgres),
			date: found.manifest?.beganAt ?? '',
			badges: found.badges,
		});
		try {
			if (options['verify'] === true) {
				const found = await verifyBackup(settings, folder);
				return tell(terminal, folder, found, json, m.backup_restore_sound(done(found), { locale }));
			}
			const found = await restoreBackup(settings, folder, journal);
			return tell(terminal, folder, found, json, m.backup_restore_done(done(found), { locale }));
		} catch (error) {
			if (error instanceof DataFolderNotEmpty)
				throw new Stop(m.backup_restore_not_empty({ folder: settings.dataDir }, { locale }));
			if (error instanceof MoveFault) throw new Stop(moveFaultSentence(error, settings.dataDir, locale));
			const stop = stopForPrograms(error, settings, locale);
			if (stop) throw stop;
			throw new Stop(m.backup_restore_failed({ cause: plainLine(codeOrMessage(error)) }, { locale }));
		}
	},
};
