/** A language of the interface; French is the source. */
export type Locale = 'fr' | 'en';

/** A text a person reads, in both languages. */
export interface Text {
	readonly fr: string;
	readonly en: string;
}

/** A value that survives JSON unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Something a person asked for and does not get; the code has its sentence in the messages, the status is for the answer. */
export class Refusal extends Error {
	readonly code: string;
	readonly status: number;
	readonly field: string | undefined;
	readonly params: Readonly<Record<string, string | number>>;

	constructor(
		code: string,
		options: { status?: number; field?: string; params?: Record<string, string | number> } = {},
	) {
		super(code);
		this.name = 'Refusal';
		this.code = code;
		this.status = options.status ?? 422;
		this.field = options.field;
		this.params = options.params ?? {};
	}
}

/** What a form sent, as its schema read it; a field that is undefined is as good as absent. */
export type Sent = { readonly [field: string]: Json | undefined };

/**
 * The same form was sent before with other content (`platform.other-content`, 409): nothing is written. Carries both
 * what was sent first, secrets left out, and what came of it, so that a page can show the two versions.
 */
export class OtherContent extends Refusal {
	readonly first: Sent;
	/** The first answer: what a use case gave, often the id of what was recorded. */
	readonly answer: Json;

	constructor(first: Sent, answer: Json) {
		super('platform.other-content', { status: 409 });
		this.name = 'OtherContent';
		this.first = first;
		this.answer = answer;
	}
}

/** The one refusal for what is unknown, unpublished or somebody else's: nobody learns which (status 404). */
export const notFound = () => new Refusal('not-found', { status: 404 });

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Writes bytes in Crockford base32, lower case, most significant bit first (16 bytes give 26 characters). */
export function crockford(bytes: Uint8Array): string {
	let bits = 0;
	let value = 0;
	let out = '';
	for (const byte of bytes) {
		value = (value << 8) | byte;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			out += ALPHABET[(value >>> bits) & 31];
		}
		value &= (1 << bits) - 1;
	}
	return bits > 0 ? out + ALPHABET[(value << (5 - bits)) & 31] : out;
}

/** One for each time zone of an institution: making it takes longer than a hundred dates. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The civil date (`2026-11-22`) of an instant in a time zone. */
export function civilDate(instant: Date, timeZone: string): string {
	let calendar = calendars.get(timeZone);
	if (!calendar) {
		calendar = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
		calendars.set(timeZone, calendar);
	}
	return calendar.format(instant);
}

/** Which of several forms of one thing a request wants. */
export { preferred } from './negotiation.ts';
/** Which texts can be kept in every database. */
export { isStorable, marked } from './text.ts';
