import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { m } from '#messages';
import { problemText } from '#messages/server';
import { type Locale, Refusal } from '#platform';
import { awardRevoke } from './award-revoke.ts';
import { backup } from './backup/backup.ts';
import { type Terminal, type Command, EXIT, Stop } from './command.ts';
import { doctor } from './doctor/doctor.ts';
import { demo } from './demonstration/demo.ts';
import { frameworkExport, frameworkImport } from './framework.ts';
import { helpOf, helpOfAll } from './help.ts';
import {
	institutionAdd,
	institutionClose,
	institutionList,
	institutionRename,
	institutionReopen,
} from './institution.ts';
import { institutionExport } from './institution-export.ts';
import { issuerHalt, issuerResume } from './issuer-halt.ts';
import { issuerCompromise, issuerReseal, issuerRotate } from './issuer-keys.ts';
import { issuerReissue } from './issuer-reissue.ts';
import { issuerShow } from './issuer-show.ts';
import { migrateToPostgres } from './moving/migrate-to-postgres.ts';
import { migrateToSqlite } from './moving/migrate-to-sqlite.ts';
import { nearestWord } from './nearest-word.ts';
import { operatorAdd, operatorRemove } from './operator.ts';
import { prepareFolder } from './prepare.ts';
import { restore } from './backup/restore.ts';
import { seed } from './demonstration/seed.ts';
import { userAdd } from './user-add.ts';
import { verify } from './verify.ts';
import { work } from './work.ts';

/** Every command of the operator, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [
	verify,
	demo,
	seed,
	userAdd,
	operatorAdd,
	operatorRemove,
	institutionList,
	institutionAdd,
	institutionRename,
	institutionClose,
	institutionReopen,
	institutionExport,
	frameworkExport,
	frameworkImport,
	awardRevoke,
	issuerShow,
	issuerRotate,
	issuerCompromise,
	issuerReissue,
	issuerReseal,
	issuerHalt,
	issuerResume,
	backup,
	restore,
	migrateToPostgres,
	migrateToSqlite,
	work,
	prepareFolder,
	doctor,
];

const GLOBAL = { help: { type: 'boolean', short: 'h' }, lang: { type: 'string' } } as const;

/**
 * The language of the messages: French, unless `--lang en` is given. Read before the other options, so that
 * errors in these are in the right language.
 */
function localeOf(args: readonly string[]): Locale {
	const at = args.indexOf('--lang');
	return args.includes('--lang=en') || (at >= 0 && args[at + 1] === 'en') ? 'en' : 'fr';
}

/** Finds the command that the first arguments name, and returns it with the remaining arguments. */
function find(args: readonly string[]): { command: Command; rest: string[] } | undefined {
	for (const command of COMMANDS) {
		const words = command.name.split(' ');
		if (words.every((word, at) => args[at] === word)) return { command, rest: args.slice(words.length) };
	}
	return undefined;
}

/** Explains an error of Node's `parseArgs`: which option is wrong, and the nearest one that exists. */
function optionFault(
	error: Error,
	{ name, options }: Pick<Command, 'name' | 'options'>,
	locale: Locale,
): Stop {
	// `'--name <value>'`, or `'-h, --help'`.
	const option = /'(-[^']*)'/
		.exec(error.message)?.[1]
		?.split(/[ ,]/)
		.findLast((part) => part.startsWith('-'));
	if (option === undefined) return new Stop(m.command_option_bad({ name }, { locale }));
	const known = options[option.replace(/^-+/, '')];
	if (known?.type === 'string') return new Stop(m.command_option_empty({ option, name }, { locale }));
	if (known) return new Stop(m.command_option_full({ option, name }, { locale }));
	const meant = nearestWord(option.replace(/^-+/, ''), Object.keys(options));
	return new Stop(
		meant === undefined
			? m.command_option_unknown({ option, name }, { locale })
			: m.command_option_meant({ option, meant: `--${meant}`, name }, { locale }),
	);
}

function read({ name, options: own, words }: Command, args: string[], locale: Locale) {
	const options = { ...own, ...GLOBAL };
	const read = (() => {
		try {
			return parseArgs({ args, options, allowPositionals: true, strict: true });
		} catch (error) {
			throw optionFault(error as Error, { name, options }, locale);
		}
	})();
	const extra = read.positionals[words];
	if (extra !== undefined) throw new Stop(m.command_extra({ word: extra, name }, { locale }));
	const lang = read.values['lang'];
	if (lang !== undefined && lang !== 'fr' && lang !== 'en')
		throw new Stop(m.command_option_choice({ option: '--lang', choices: 'fr, en' }, { locale }));
	return {
		values: read.values as Record<string, string | boolean | undefined>,
		positionals: read.positionals,
	};
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<number> {
	const { locale } = terminal;
	// `--lang en` and `--lang=en` are accepted before the command as well as after it: they are moved there.
	const before = args[0] === '--lang' ? 2 : args[0]?.startsWith('--lang=') ? 1 : 0;
	const rest = [...args.slice(before), ...args.slice(0, before)];
	const first = rest[0];
	if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
		const lines = helpOfAll(COMMANDS, locale);
		if (first !== undefined) return (terminal.out(lines), EXIT.done);
		throw new Stop(`${m.command_missing({}, { locale })}\n\n${lines}`);
	}
	const found = find(rest);
	if (!found) {
		// A name of two words is far from one typed word: tries both words together, then the first alone.
		const typed = rest.slice(0, 2).filter((word) => !word.startsWith('-'));
		const names = COMMANDS.map(({ name }) => name);
		const meant = nearestWord(typed.join(' '), names) ?? nearestWord(first, names);
		throw new Stop(
			meant === undefined
				? m.command_unknown({ name: first }, { locale })
				: m.command_meant({ name: typed.join(' '), meant }, { locale }),
		);
	}
	const { values, positionals } = read(found.command, found.rest, locale);
	if (values['help']) return (terminal.out(helpOf(found.command, locale)), EXIT.done);
	return found.command.run(terminal, values, positionals);
}

const processTerminal = (args: readonly string[]): Terminal => ({
	locale: localeOf(args),
	env: process.env,
	out: (line) => void process.stdout.write(`${line.replace(/\n$/, '')}\n`),
	err: (line) => void process.stderr.write(`${line.replace(/\n$/, '')}\n`),
	stdin: () => buffer(process.stdin),
});

/**
 * Runs one operator command and resolves to its exit code. An error is printed as one sentence, never as a
 * stack trace.
 */
export async function run(
	args: readonly string[],
	given: Partial<Omit<Terminal, 'locale'>> = {},
): Promise<number> {
	const terminal = { ...processTerminal(args), ...given };
	try {
		return await dispatch(args, terminal);
	} catch (error) {
		if (error instanceof Stop) return (terminal.err(error.message), error.exit);
		if (error instanceof Refusal)
			return (terminal.err(problemText(error.code, error.params, terminal.locale)), EXIT.no);
		const { message } = error instanceof Error ? error : { message: String(error) };
		terminal.err(m.command_fault({ error: message }, { locale: terminal.locale }));
		return EXIT.cannot;
	}
}
