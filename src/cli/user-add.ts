import { createPerson, generatePassword } from '#identity/server';
import { AUDIENCES, type Role, ROLES } from '#identity';
import { m } from '#messages';
import { type Terminal, type Command, EXIT, type Options, Stop } from './command.ts';
import { institutionFor, checkAndRecordFolderKind, withDataFolder } from './data-folder.ts';

const NAME = 'user add';

function needed({ locale }: Terminal, options: Options, option: string): string {
	const value = options[option];
	if (typeof value === 'string' && value.trim() !== '') return value;
	throw new Stop(m.command_option_missing({ option: `--${option}`, name: NAME }, { locale }));
}

function oneOf<T extends string>(
	{ locale }: Terminal,
	option: string,
	typed: string,
	choices: readonly T[],
): T {
	const chosen = choices.find((choice) => choice === typed);
	if (chosen !== undefined) return chosen;
	throw new Stop(m.command_option_choice({ option: `--${option}`, choices: choices.join(', ') }, { locale }));
}

/** The `user add` command: creates an account with a temporary password, printed once. */
export const userAdd: Command = {
	name: NAME,
	usage: `${NAME} --username … --name … --role … [--audience …] [--email …] [--institution …] [--json]`,
	options: {
		username: { type: 'string' },
		name: { type: 'string' },
		role: { type: 'string' },
		audience: { type: 'string' },
		email: { type: 'string' },
		institution: { type: 'string' },
		json: { type: 'boolean' },
	},
	words: 0,
	about: (locale) => m.command_user_about({}, { locale }),
	optionsAbout: (locale) => [
		['--username …', m.command_user_option_username({}, { locale })],
		['--name …', m.command_user_option_name({}, { locale })],
		['--role …', m.command_user_option_role({}, { locale })],
		['--audience …', m.command_user_option_audience({}, { locale })],
		['--email …', m.command_user_option_email({}, { locale })],
		['--institution …', m.command_option_institution({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options) {
		const username = needed(terminal, options, 'username');
		const displayName = needed(terminal, options, 'name');
		const role: Role = oneOf(terminal, 'role', needed(terminal, options, 'role'), ROLES);
		const audience =
			role === 'learner'
				? oneOf(terminal, 'audience', needed(terminal, options, 'audience'), AUDIENCES)
				: null;
		const email = typeof options['email'] === 'string' ? options['email'] : undefined;
		const slug = typeof options['institution'] === 'string' ? options['institution'] : undefined;
		return withDataFolder(terminal, async (world, settings) => {
			await checkAndRecordFolderKind(terminal, world, settings);
			const { id: institution, slug: place } = await institutionFor(terminal, world, slug);
			const password = generatePassword();
			const memberships = [{ institution, role, audience }];
			const id = await createPerson(world, {
				username,
				displayName,
				email,
				password,
				mustChangePassword: true,
				memberships,
			});
			if (options['json']) terminal.out(JSON.stringify({ id, username, role, institution: place, password }));
			else {
				terminal.err(m.command_user_done({ username }, { locale: terminal.locale }));
				terminal.out(password);
			}
			return EXIT.done;
		});
	},
};
