import { createPerson, generatePassword } from '#identity/server';
import { AUDIENCES, type Role, ROLES } from '#identity';
import { m } from '#messages';
import { type Command, EXIT } from './command.ts';
import { institutionFor, checkAndRecordFolderKind, withDataFolder } from './data-folder.ts';
import { chosenOption, neededOption, optionText } from './options.ts';

const NAME = 'user add';

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
		const needed = (option: string) => neededOption(terminal, NAME, options, option);
		const [username, displayName] = [needed('username'), needed('name')];
		const role: Role = chosenOption(terminal, 'role', needed('role'), ROLES);
		const audience =
			role === 'learner' ? chosenOption(terminal, 'audience', needed('audience'), AUDIENCES) : null;
		const [email, slug] = [optionText(options, 'email'), optionText(options, 'institution')];
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
