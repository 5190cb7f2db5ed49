import { m } from '#messages';
import type { Locale } from '#platform';
import { type Command, EXIT } from './command.ts';

const codes = (locale: Locale) => [
	m.command_help_codes({}, { locale }),
	`  ${EXIT.done}  ${m.command_help_code_0({}, { locale })}`,
	`  ${EXIT.no}  ${m.command_help_code_1({}, { locale })}`,
	`  ${EXIT.cannot}  ${m.command_help_code_2({}, { locale })}`,
];

/** Writes the help of one command: syntax, purpose, options and exit codes. */
export function helpOf(command: Command, locale: Locale): string {
	const options = [
		...command.optionsAbout(locale),
		['--lang en', m.command_option_lang({}, { locale })],
		['--help', m.command_option_help({}, { locale })],
	] as const;
	const widest = Math.max(...options.map(([typed]) => typed.length));
	return [
		m.command_usage({ usage: command.usage }, { locale }),
		'',
		command.about(locale),
		'',
		m.command_help_options({}, { locale }),
		...options.map(([typed, about]) => `  ${typed.padEnd(widest)}  ${about}`),
		'',
		...codes(locale),
	].join('\n');
}

/** Writes the general help: all commands, and the meaning of their exit codes. */
export function helpOfAll(commands: readonly Command[], locale: Locale): string {
	return [
		m.command_help_title({}, { locale }),
		'',
		...commands.flatMap(({ usage, about }) => [`  ${usage}`, `      ${about(locale)}`]),
		'  help',
		`      ${m.command_help_about({}, { locale })}`,
		'',
		m.command_help_intro({}, { locale }),
		'',
		...codes(locale),
	].join('\n');
}
