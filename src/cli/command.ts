import type { ParseArgsConfig } from 'node:util';
import type { Locale } from '#platform';

/**
 * Exit codes shared by all commands. `done`: done; for `verify`, the badge is valid. `no`: the request was
 * refused, or the badge is not valid. `cannot`: a setting, an option, a file or a folder is wrong; for
 * `verify`, the badge could not be checked. `sealingKey`: the sealing key is missing or does not open the
 * signing keys. The other faults of a data folder have the codes of platform/server/folder/folder-fault.ts.
 */
export const EXIT = { done: 0, no: 1, cannot: 2, sealingKey: 6 } as const;

/** The terminal that a command runs on: its language, environment, input and outputs. */
export interface Terminal {
	readonly locale: Locale;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Prints a line to standard output, which programs read. */
	out(line: string): void;
	/** Prints a line to standard error, for people only. */
	err(line: string): void;
	stdin(): Promise<Uint8Array>;
}

/** The options given to a command, parsed, by name. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** One command of the operator: its name, its options and what it does. `run` resolves to the exit code. */
export interface Command {
	/** The command's name, one or two words, such as `user add`. */
	readonly name: string;
	/** The command's syntax, as typed after `npm run macaron --`. */
	readonly usage: string;
	readonly options: NonNullable<ParseArgsConfig['options']>;
	/** Most positional arguments that the command takes. */
	readonly words: number;
	about(locale: Locale): string;
	/** The command's own options, for the help: as each is typed, and what it does. */
	optionsAbout(locale: Locale): readonly (readonly [typed: string, about: string])[];
	run(terminal: Terminal, options: Options, words: readonly string[]): Promise<number>;
}

/** Thrown to end a command with one sentence for people; the exit code is `cannot` unless given. */
export class Stop extends Error {
	readonly exit: number;
	constructor(sentence: string, exit: number = EXIT.cannot) {
		super(sentence);
		this.name = 'Stop';
		this.exit = exit;
	}
}

/**
 * Makes a text from outside safe to print: replaces control and format characters, which could rewrite the
 * screen, by spaces.
 */
export const plainLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
