import type { ParseArgsConfig } from 'node:util';
import type { Locale } from '#platform';

/**
 * What every command ends with: done (or valid), the answer is no, not possible, the sealing key does not open what it
 * should. A data folder that cannot be used has codes of its own (platform/server/folder/folder-fault.ts).
 */
export const EXIT = { done: 0, no: 1, cannot: 2, sealingKey: 6 } as const;

/** What a command is given of the console it runs on. */
export interface Call {
	readonly locale: Locale;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Prints a line where programs read. */
	out(line: string): void;
	/** Prints a line for people only. */
	err(line: string): void;
	stdin(): Promise<Uint8Array>;
}

/** The options somebody typed, once read. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** One command: its words, its options, and what it does; it gives the exit code. */
export interface Command {
	/** `user add`: one or two words. */
	readonly name: string;
	/** How it is typed, after `npm run macaron --`. */
	readonly usage: string;
	readonly options: NonNullable<ParseArgsConfig['options']>;
	/** How many words it takes besides options, at most. */
	readonly words: number;
	about(locale: Locale): string;
	/** Its own options as they are typed, each with what it does. */
	optionsAbout(locale: Locale): readonly (readonly [typed: string, about: string])[];
	run(call: Call, options: Options, words: readonly string[]): Promise<number>;
}

/** Ends a command with one sentence for people; the exit code is « not possible » unless told. */
export class Stop extends Error {
	readonly exit: number;
	constructor(sentence: string, exit: number = EXIT.cannot) {
		super(sentence);
		this.name = 'Stop';
		this.exit = exit;
	}
}

/** What comes from outside, made fit for a console: control and direction characters would let it rewrite the screen. */
export const plainLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
