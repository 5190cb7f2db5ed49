import { createPerson, generatePassword, personByUsername, setOperator } from '#identity/server';
import { m } from '#messages';
import { type Command, EXIT, Stop, type Terminal } from './command.ts';
import { checkAndRecordFolderKind, withDataFolder } from './data-folder.ts';
import { optionText } from './options.ts';

function usernameWord({ locale }: Terminal, name: string, [username]: readonly string[]): string {
	if (username === undefined) throw new Stop(m.command_operator_word_missing({ name }, { locale }));
	return username;
}

/**
 * The `operator add` command: makes a person the operator of the service; with a name, creates their account,
 * whose temporary password is printed once.
 */
export const operatorAdd: Command = {
	name: 'operator add',
	usage: 'operator add USERNAME [--name …] [--json]',
	options: { name: { type: 'string' }, json: { type: 'boolean' } },
	words: 1,
	about: (locale) => m.command_operator_add_about({}, { locale }),
	optionsAbout: (locale) => [
		['--name …', m.command_operator_option_name({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options, words) {
		const { locale } = terminal;
		const username = usernameWord(terminal, 'operator add', words);
		const displayName = optionText(options, 'name');
		return withDataFolder(terminal, async (world, settings) => {
			await checkAndRecordFolderKind(terminal, world, settings);
			const known = await personByUsername(world, username);
			if (!known && displayName === undefined)
				throw new Stop(m.command_operator_unknown({ username }, { locale }), EXIT.no);
			const password = known ? null : generatePassword();
			if (password !== null && displayName !== undefined)
				await createPerson(world, { username, displayName, password, mustChangePassword: true });
			const changed = await setOperator(world, { username, operator: true });
			if (options['json']) {
				terminal.out(JSON.stringify({ username, operator: true, changed, ...(password && { password }) }));
				return EXIT.done;
			}
			const said = changed ? m.command_operator_added : m.command_operator_already;
			if (password === null) return (terminal.out(said({ username }, { locale })), EXIT.done);
			terminal.err(said({ username }, { locale }));
			terminal.err(m.command_user_done({ username }, { locale }));
			terminal.out(password);
			return EXIT.done;
		});
	},
};

/** The `operator remove` command: takes the role of operator away; the account stays. */
export const operatorRemove: Command = {
	name: 'operator remove',
	usage: 'operator remove USERNAME',
	options: {},
	words: 1,
	about: (locale) => m.command_operator_remove_about({}, { locale }),
	optionsAbout: () => [],
	async run(terminal, _options, words) {
		const { locale } = terminal;
		const username = usernameWord(terminal, 'operator remove', words);
		return withDataFolder(terminal, async (world) => {
			if (!(await personByUsername(world, username)))
				throw new Stop(m.command_operator_not({ username }, { locale }), EXIT.no);
			const changed = await setOperator(world, { username, operator: false });
			const said = changed ? m.command_operator_removed : m.command_operator_not;
			terminal.out(said({ username }, { locale }));
			return changed ? EXIT.done : EXIT.no;
		});
	},
};
