import { replayAfterManualRestore } from '#backup/server';
import { createSetupAddress } from '#identity/server';
import { m } from '#messages';
import type { IssuingState } from '#platform/server';
import { issuingState } from '#awards/server';
import { type Terminal, type Command, EXIT } from './command.ts';
import { makeDemonstration, renewPasswords } from './demonstration/demonstration.ts';
import { checkAndRecordFolderKind, withDataFolder } from './data-folder.ts';
import { reportReplay } from './backup/report-replay.ts';
import { whoCanSignIn } from './demonstration/who-can-sign-in.ts';

/** Prints lines in French, then in English: whoever starts the service has not chosen a language yet. */
const inBoth = (terminal: Terminal, lines: (locale: 'fr' | 'en') => readonly string[]) =>
	terminal.out(['', ...lines('fr'), '', ...lines('en'), ''].join('\n'));

/**
 * Explains, when the sealing key is missing or wrong, what the service cannot do and how to repair it; the
 * service still starts. Returns the exit code.
 */
function tellSealingKey(terminal: Terminal, state: IssuingState, file: string): number {
	if (state === 'ok') return EXIT.done;
	for (const locale of ['fr', 'en'] as const)
		terminal.err(
			state === 'key-missing'
				? m.command_sealing_key_missing({ file }, { locale })
				: m.command_sealing_key_wrong({ file }, { locale }),
		);
	return EXIT.sealingKey;
}

/**
 * The `prepare` command, run before each start: migrates the data folder, and applies the missing acts if it
 * holds a copy put there by hand. In an empty folder, creates a demonstration when no public address is set,
 * else prints the address where the service can be set up.
 */
export const prepareFolder: Command = {
	name: 'prepare',
	usage: 'prepare',
	options: {},
	words: 0,
	about: (locale) => m.command_prepare_about({}, { locale }),
	optionsAbout: () => [],
	run: (terminal) =>
		withDataFolder(
			terminal,
			async (world, settings) => {
				const good = await replayAfterManualRestore(world, settings);
				if (good) {
					terminal.err(m.backup_by_hand({}, { locale: terminal.locale }));
					reportReplay(terminal, good, '…', false);
				}
				const here = await checkAndRecordFolderKind(terminal, world, settings);
				if (settings.demonstration && here === 'nothing') {
					await makeDemonstration(world);
					const passwords = await renewPasswords(world);
					inBoth(terminal, (locale) => whoCanSignIn(passwords, locale));
				} else if (settings.demonstration) {
					terminal.out(m.command_demo_hint({}, { locale: 'fr' }));
					terminal.out(m.command_demo_hint({}, { locale: 'en' }));
				} else if (here === 'nothing') {
					const address = await createSetupAddress(world);
					inBoth(terminal, (locale) => [
						m.command_setup_title({}, { locale }),
						`  ${address}`,
						m.command_setup_once({}, { locale }),
					]);
				}
				return tellSealingKey(terminal, await issuingState(world), settings.keyFile);
			},
			'fresh-and-alone',
		),
};
