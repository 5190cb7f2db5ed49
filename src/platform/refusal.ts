import type { Json, Sent } from './json.ts';

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
