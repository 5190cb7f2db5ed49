import { m } from '#messages';
import { type Command, EXIT, Stop } from '../command.ts';
import { makeDemonstration, renewPasswords } from './demonstration.ts';
import { emptyEverything } from '../server/whole-store.ts';
import { checkAndRecordFolderKind, withDataFolder } from '../data-folder.ts';
import { whoCanSignIn } from './who-can-sign-in.ts';

/**
 * The `demo` command: gives new passwords to the demonstration's people, after it creates the demonstration
 * if the folder is empty. With `--erase`, empties the folder instead.
 */
export const demo: Command = {
	name: 'demo',
	usage: 'demo [--json] [--erase]',
	options: { json: { type: 'boolean' }, erase: { type: 'boolean' } },
	words: 0,
	about: (locale) => m.command_demo_about({}, { locale }),
	optionsAbout: (locale) => [
		['--json', m.command_option_json({}, { locale })],
		['--erase', m.command_demo_option_erase({}, { locale })],
	],
	run: (terminal, { json, erase }) =>
		withDataFolder(
			terminal,
			async (world, settings) => {
				const { locale } = terminal;
				const here = await checkAndRecordFolderKind(terminal, world, settings);
				if (!settings.demonstration) throw new Stop(m.command_demo_not({}, { locale }));
				if (erase) {
					const folder = settings.dataDir;
					// This also erases the recorded kind of the folder, so that it may be used for a real
					// service.
					await world.db.write((tx) => emptyEverything(tx, world.db.dialect));
					terminal.out(
						here === 'nothing'
							? m.command_demo_already_empty({ folder }, { locale })
							: m.command_demo_erased({}, { locale }),
					);
					return EXIT.done;
				}
				if (here === 'nothing') await makeDemonstration(world);
				const passwords = await renewPasswords(world);
				terminal.out(json ? JSON.stringify(passwords) : whoCanSignIn(passwords, locale).join('\n'));
				return EXIT.done;
			},
			'fresh',
		),
};
