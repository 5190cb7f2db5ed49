import type { Json, SentFields } from './json.ts';

/**
 * An error that a person reads. `code` names its sentence in the messages, `status` is the HTTP status of the
 * response (422 by default), and `field` the form field at fault.
 */
export class Refusal extends Error {
	readonly code: string;
	readonly status: number;
	readonly field: string | undefined;
	readonly params: Readonly<Record<string, string | number>>;
	/** Address of a page of this service that says more, if any. */
	readonly page: string | undefined;

	constructor(
		code: string,
		options: {
			status?: number;
			field?: string;
			params?: Record<string, string | number>;
			page?: string;
		} = {},
	) {
		super(code);
		this.name = 'Refusal';
		this.code = code;
		this.status = options.status ?? 422;
		this.field = options.field;
		this.params = options.params ?? {};
		this.page = options.page;
	}
}

/**
 * Thrown when a form is sent again under the same key with other content (`platform.other-content`, 409);
 * nothing is written. Carries the content sent first, without its secrets, and the answer it got, so that a
 * page can show both versions.
 */
export class IdempotencyConflict extends Refusal {
	readonly first: SentFields;
	/** What the use case returned for the content sent first, often the id of what was recorded. */
	readonly answer: Json;

	constructor(first: SentFields, answer: Json) {
		super('platform.other-content', { status: 409 });
		this.name = 'IdempotencyConflict';
		this.first = first;
		this.answer = answer;
	}
}

/**
 * The refusal (404) used alike for what does not exist, is not published or belongs to somebody else, so that
 * visitors cannot tell which.
 */
export const notFound = () => new Refusal('not-found', { status: 404 });
