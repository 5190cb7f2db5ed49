import { m } from '#messages';
import { type Options, Stop, type Terminal } from './command.ts';

/** The text given to an option; undefined when it is left out. */
export const optionText = (options: Options, option: string): string | undefined => {
	const value = options[option];
	return typeof value === 'string' ? value : undefined;
};

/** The text given to an option that the command `name` needs; throws `Stop` when it is missing or blank. */
export function neededOption({ locale }: Terminal, name: string, options: Options, option: string): string {
	const value = optionText(options, option);
	if (value !== undefined && value.trim() !== '') return value;
	throw new Stop(m.command_option_missing({ option: `--${option}`, name }, { locale }));
}

/** The choice that was typed for an option; throws `Stop`, which names all choices, for anything else. */
export function chosenOption<T extends string>(
	{ locale }: Terminal,
	option: string,
	typed: string,
	choices: readonly T[],
): T {
	const chosen = choices.find((choice) => choice === typed);
	if (chosen !== undefined) return chosen;
	throw new Stop(m.command_option_choice({ option: `--${option}`, choices: choices.join(', ') }, { locale }));
}
