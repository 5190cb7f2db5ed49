import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { m } from '#messages';
import { problemText } from '#messages/server';
import { type Locale, Refusal } from '#platform';
import { backup } from './backup.ts';
import { type Call, type Command, EXIT, Stop } from './call.ts';
import { demo } from './demonstration/demo.ts';
import { helpOf, helpOfAll } from './help.ts';
import { issuerHalt, issuerResume } from './issuer-halt.ts';
import { issuerCompromise, issuerReseal, issuerRotate } from './issuer-keys.ts';
import { issuerReissue } from './issuer-reissue.ts';
import { issuerShow } from './issuer-show.ts';
import { prepareFolder } from './prepare.ts';
import { restore } from './restore.ts';
import { seed } from './demonstration/seed.ts';
import { userAdd } from './user-add.ts';
import { verify } from './verify.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
	verify,
	demo,
	seed,
	userAdd,
	issuerShow,
	issuerRotate,
	issuerCompromise,
	issuerReissue,
	issuerReseal,
	issuerHalt,
	issuerResume,
	backup,
	restore,
	prepareFolder,
];

const GLOBAL = { help: { type: 'boolean', short: 'h' }, lang: { type: 'string' } } as const;

/** French, unless English is asked for; read before anything else, so that a fault is told in the right language. */
function localeOf(args: readonly string[]): Locale {
	const at = args.indexOf('--lang');
	return args.includes('--lang=en') || (at >= 0 && args[at + 1] === 'en') ? 'en' : 'fr';
}

/** The command that the first words name, and what follows it. */
function find(args: readonly string[]): { command: Command; rest: string[] } | undefined {
	for (const command of COMMANDS) {
		const words = command.name.split(' ');
		if (words.every((word, at) => args[at] === word)) return { command, rest: args.slice(words.length) };
	}
	return undefined;
}

function read({ name, options, words }: Command, args: string[], locale: Locale) {
	const read = (() => {
		try {
			return parseArgs({ args, options: { ...options, ...GLOBAL }, allowPositionals: true, strict: true });
		} catch (error) {
			const option = /'(-[^']*)'/.exec((error as Error).message)?.[1]?.split(/[ ,]/)[0];
			if ((error as { code?: string }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && option)
				throw new Stop(m.command_option_unknown({ option, name }, { locale }));
			throw new Stop(m.command_option_bad({ name }, { locale }));
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

async function dispatch(args: readonly string[], call: Call): Promise<number> {
	const { locale } = call;
	// `npm run macaron -- --lang en verify …` is as good as at the end.
	const at = args.findIndex((word) => word !== '--lang' && word !== '--lang=en' && word !== '--lang=fr');
	const rest = args[at - 1] === '--lang' ? [...args.slice(at + 1), ...args.slice(0, at + 1)] : args;
	const first = rest[0];
	if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
		const lines = helpOfAll(COMMANDS, locale);
		if (first !== undefined) return (call.out(lines), EXIT.done);
		throw new Stop(`${m.command_missing({}, { locale })}\n\n${lines}`);
	}
	const found = find(rest);
	if (!found) throw new Stop(m.command_unknown({ name: first }, { locale }));
	const { values, positionals } = read(found.command, found.rest, locale);
	if (values['help']) return (call.out(helpOf(found.command, locale)), EXIT.done);
	return found.command.run(call, values, positionals);
}

const realConsole = (args: readonly string[]): Call => ({
	locale: localeOf(args),
	env: process.env,
	out: (line) => void process.stdout.write(`${line.replace(/\n$/, '')}\n`),
	err: (line) => void process.stderr.write(`${line.replace(/\n$/, '')}\n`),
	stdin: () => buffer(process.stdin),
});

/** Runs one command of the operator's and gives its exit code; a fault is one sentence, never a stack. */
export async function run(
	args: readonly string[],
	console: Partial<Omit<Call, 'locale'>> = {},
): Promise<number> {
	const call = { ...realConsole(args), ...console };
	try {
		return await dispatch(args, call);
	} catch (error) {
		if (error instanceof Stop) return (call.err(error.message), error.exit);
		if (error instanceof Refusal)
			return (call.err(problemText(error.code, error.params, call.locale)), EXIT.no);
		const { message } = error instanceof Error ? error : { message: String(error) };
		call.err(m.command_fault({ error: message }, { locale: call.locale }));
		return EXIT.cannot;
	}
}
