import { CURRENT_VERSION, FRAMEWORK_VERSIONS } from '#framework';
import { INSTITUTION_KINDS, LANGUAGES, TIME_ZONES } from '#identity';
import {
	makeInstitution,
	operatedInstitutions,
	renameInstitution,
	setInstitutionClosed,
} from '#identity/server';
import { m } from '#messages';
import type { Locale } from '#platform';
import type { World } from '#platform/server';
import { type Command, EXIT, type Options, Stop, type Terminal } from './command.ts';
import { checkAndRecordFolderKind, institutionFor, withDataFolder } from './data-folder.ts';
import { chosenOption, neededOption, optionText } from './options.ts';

const OPERATOR = { kind: 'operator' } as const;
const JSON_OPTION = { json: { type: 'boolean' } } as const;

const jsonAbout = (locale: Locale) => ['--json', m.command_option_json({}, { locale })] as const;
const kindAbout = (locale: Locale) =>
	[
		'--kind …',
		m.command_institution_option_kind({ kinds: INSTITUTION_KINDS.join(', ') }, { locale }),
	] as const;
const nameAbout = (locale: Locale) =>
	['--name …', m.command_institution_option_name({}, { locale })] as const;

/** Reads the short name that follows the command's name; throws `Stop` when it is missing. */
export function slugWord({ locale }: Terminal, name: string, [slug]: readonly string[]): string {
	if (slug === undefined) throw new Stop(m.command_institution_word_missing({ name }, { locale }));
	return slug;
}

/** The `institution list` command: lists the institutions, with counts and no names of people. */
export const institutionList: Command = {
	name: 'institution list',
	usage: 'institution list [--json]',
	options: JSON_OPTION,
	words: 0,
	about: (locale) => m.command_institution_list_about({}, { locale }),
	optionsAbout: (locale) => [jsonAbout(locale)],
	run: (terminal, options) =>
		withDataFolder(terminal, async (world) => {
			const { locale } = terminal;
			const all = await operatedInstitutions(world, OPERATOR);
			if (options['json']) {
				const shown = all.map(({ slug, name, kind, people, closedAt }) => ({
					...{ slug, name, kind, people },
					closedAt: closedAt?.toISOString() ?? null,
				}));
				return (terminal.out(JSON.stringify(shown)), EXIT.done);
			}
			for (const { slug, name, kind, people, closedAt } of all) {
				const state = closedAt
					? m.command_institution_state_closed({ date: closedAt.toISOString().slice(0, 10) }, { locale })
					: m.command_institution_state_open({}, { locale });
				terminal.out([slug, name, kind, people, state].join('  '));
			}
			return EXIT.done;
		}),
};

/** The `institution add` command: creates an institution. */
export const institutionAdd: Command = {
	name: 'institution add',
	usage: 'institution add --slug … --name … --kind … [--time-zone …] [--language …] [--framework …] [--json]',
	options: {
		...{ slug: { type: 'string' }, name: { type: 'string' }, kind: { type: 'string' } },
		...{ 'time-zone': { type: 'string' }, language: { type: 'string' }, framework: { type: 'string' } },
		...JSON_OPTION,
	},
	words: 0,
	about: (locale) => m.command_institution_add_about({}, { locale }),
	optionsAbout: (locale) => [
		['--slug …', m.command_institution_option_slug({}, { locale })],
		nameAbout(locale),
		kindAbout(locale),
		['--time-zone …', m.command_institution_option_zone({ zones: TIME_ZONES.join(', ') }, { locale })],
		['--language …', m.command_institution_option_language({ languages: LANGUAGES.join(', ') }, { locale })],
		[
			'--framework …',
			m.command_institution_option_framework(
				{ versions: FRAMEWORK_VERSIONS.join(', '), usual: CURRENT_VERSION },
				{ locale },
			),
		],
		jsonAbout(locale),
	],
	async run(terminal, options) {
		const named = (option: string) => neededOption(terminal, 'institution add', options, option);
		const [slug, name] = [named('slug'), named('name')];
		const kind = chosenOption(terminal, 'kind', named('kind'), INSTITUTION_KINDS);
		const zone = optionText(options, 'time-zone');
		const language = optionText(options, 'language');
		const version = optionText(options, 'framework');
		const input = {
			...{ slug, name, kind },
			timeZone: zone === undefined ? undefined : chosenOption(terminal, 'time-zone', zone, TIME_ZONES),
			language: language === undefined ? undefined : chosenOption(terminal, 'language', language, LANGUAGES),
			frameworkVersion:
				version === undefined ? undefined : chosenOption(terminal, 'framework', version, FRAMEWORK_VERSIONS),
		};
		return withDataFolder(terminal, async (world, settings) => {
			await checkAndRecordFolderKind(terminal, world, settings);
			const id = await makeInstitution(world, OPERATOR, { ...input, key: world.newId() });
			terminal.out(
				options['json']
					? JSON.stringify({ id, slug, name, kind })
					: m.command_institution_made({ slug }, { locale: terminal.locale }),
			);
			return EXIT.done;
		});
	},
};

/** The `institution rename` command: changes the name of an institution, and its kind. */
export const institutionRename: Command = {
	name: 'institution rename',
	usage: 'institution rename SLUG --name … [--kind …]',
	options: { name: { type: 'string' }, kind: { type: 'string' } },
	words: 1,
	about: (locale) => m.command_institution_rename_about({}, { locale }),
	optionsAbout: (locale) => [nameAbout(locale), kindAbout(locale)],
	async run(terminal, options, words) {
		const asked = slugWord(terminal, 'institution rename', words);
		const name = neededOption(terminal, 'institution rename', options, 'name');
		const typed = optionText(options, 'kind');
		const kind = typed === undefined ? undefined : chosenOption(terminal, 'kind', typed, INSTITUTION_KINDS);
		return withDataFolder(terminal, async (world) => {
			const { slug } = await institutionFor(terminal, world, asked);
			await renameInstitution(world, OPERATOR, { slug, name, kind, key: world.newId() });
			terminal.out(m.command_institution_renamed({ slug, name }, { locale: terminal.locale }));
			return EXIT.done;
		});
	},
};

const setClosed = (
	terminal: Terminal,
	asked: string,
	closed: boolean,
	said: (slug: string) => string,
): Promise<number> =>
	withDataFolder(terminal, async (world: World) => {
		const { slug } = await institutionFor(terminal, world, asked);
		await setInstitutionClosed(world, OPERATOR, { slug, closed, key: world.newId() });
		terminal.out(said(slug));
		return EXIT.done;
	});

const noOptions: Pick<Command, 'options' | 'words' | 'optionsAbout'> = {
	options: {},
	words: 1,
	optionsAbout: () => [],
};

/** The `institution close` command: nobody acts in the institution any more; what it issued stays served. */
export const institutionClose: Command = {
	name: 'institution close',
	usage: 'institution close SLUG',
	...noOptions,
	about: (locale) => m.command_institution_close_about({}, { locale }),
	run: async (terminal, _options: Options, words) =>
		setClosed(terminal, slugWord(terminal, 'institution close', words), true, (slug) =>
			m.command_institution_closed({ slug }, { locale: terminal.locale }),
		),
};

/** The `institution reopen` command: opens a closed institution again. */
export const institutionReopen: Command = {
	name: 'institution reopen',
	usage: 'institution reopen SLUG',
	...noOptions,
	about: (locale) => m.command_institution_reopen_about({}, { locale }),
	run: async (terminal, _options: Options, words) =>
		setClosed(terminal, slugWord(terminal, 'institution reopen', words), false, (slug) =>
			m.command_institution_reopened({ slug }, { locale: terminal.locale }),
		),
};
