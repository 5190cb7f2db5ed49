import { readFile } from 'node:fs/promises';
import { CURRENT_VERSION, FRAMEWORK_VERSIONS, type FrameworkVersion } from '#framework';
import { m } from '#messages';
import { wordsChangeText, wordsFaultText } from '#presentation/wording/words-text.ts';
import { exportWords, importWords, previewWords } from '#wording/server';
import { type Command, EXIT, type Options, plainLine, Stop, type Terminal } from './command.ts';
import { codeOrMessage, withDataFolder } from './data-folder.ts';
import { chosenOption, optionText } from './options.ts';

const OPERATOR = { kind: 'operator' } as const;
const VERSION_OPTION = { version: { type: 'string' } } as const;

function versionOf(terminal: Terminal, options: Options): FrameworkVersion {
	const typed = optionText(options, 'version');
	return typed === undefined ? CURRENT_VERSION : chosenOption(terminal, 'version', typed, FRAMEWORK_VERSIONS);
}

const versionAbout = (locale: Terminal['locale']) =>
	[
		'--version …',
		m.command_framework_option_version(
			{ versions: FRAMEWORK_VERSIONS.join(', '), usual: CURRENT_VERSION },
			{ locale },
		),
	] as const;

/** The `framework export` command: writes the words of a version of the framework as CSV. */
export const frameworkExport: Command = {
	name: 'framework export',
	usage: 'framework export [--version …]',
	options: VERSION_OPTION,
	words: 0,
	about: (locale) => m.command_framework_export_about({}, { locale }),
	optionsAbout: (locale) => [versionAbout(locale)],
	run: (terminal, options) =>
		withDataFolder(terminal, async (world) => {
			const text = await exportWords(world, OPERATOR, versionOf(terminal, options));
			for (const line of text.trimEnd().split('\r\n')) terminal.out(line);
			return EXIT.done;
		}),
};

async function bytesOf(terminal: Terminal, file: string | undefined): Promise<Uint8Array> {
	const { locale } = terminal;
	if (file === undefined) throw new Stop(m.command_framework_file_missing({}, { locale }));
	if (file === '-') return terminal.stdin();
	try {
		return await readFile(file);
	} catch (error) {
		throw new Stop(m.command_framework_unreadable({ why: codeOrMessage(error) }, { locale }));
	}
}

/**
 * The `framework import` command: says what a file of words would change in a version of the framework, or each
 * fault with its line and column; with `--confirm`, imports it.
 */
export const frameworkImport: Command = {
	name: 'framework import',
	usage: 'framework import FILE|- [--version …] [--confirm] [--json]',
	options: { ...VERSION_OPTION, confirm: { type: 'boolean' }, json: { type: 'boolean' } },
	words: 1,
	about: (locale) => m.command_framework_import_about({}, { locale }),
	optionsAbout: (locale) => [
		versionAbout(locale),
		['--confirm', m.command_framework_option_confirm({}, { locale })],
		['--json', m.command_option_json({}, { locale })],
	],
	async run(terminal, options, [file]) {
		const { locale } = terminal;
		const version = versionOf(terminal, options);
		const bytes = await bytesOf(terminal, file);
		return withDataFolder(terminal, async (world) => {
			const { faults, changes, shown } = await previewWords(world, OPERATOR, { version, bytes });
			const imports = options['confirm'] === true && faults.length === 0 && changes.length > 0;
			if (imports) await importWords(world, OPERATOR, { version, bytes, shown, key: world.newId() });
			if (options['json']) {
				terminal.out(JSON.stringify({ version, imported: imports, faults, changes }));
				return faults.length > 0 ? EXIT.no : EXIT.done;
			}
			for (const one of faults) terminal.err(plainLine(wordsFaultText(one, locale)));
			for (const one of changes) terminal.out(plainLine(wordsChangeText(one, locale)));
			const count = { count: faults.length || changes.length };
			const said = faults.length
				? m.command_framework_faults
				: imports
					? m.command_framework_done
					: changes.length
						? m.command_framework_would
						: m.command_framework_none;
			terminal.err(said(count, { locale }));
			return faults.length > 0 ? EXIT.no : EXIT.done;
		});
	},
};
