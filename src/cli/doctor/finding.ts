import type { Locale } from '#platform';

/** Something that `doctor` found wrong: a name for programs, and what is wrong and what to do, in one language. */
export interface Finding {
	readonly id: string;
	say(locale: Locale): string;
}

/** A message of the interface, with the values that it takes. */
type Message<Values> = (values: Values, options: { locale: Locale }) => string;

/** Makes a finding of a message and its values. */
export const finding = <Values>(id: string, message: Message<Values>, values: Values): Finding => ({
	id,
	say: (locale) => message(values, { locale }),
});

/** Keeps the findings that were made: each is written where its condition is, `wrong && finding(…)`. */
export const findings = (all: readonly (Finding | false | undefined)[]): readonly Finding[] =>
	all.filter((one) => one !== false && one !== undefined);
