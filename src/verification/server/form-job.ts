import {
	parseFormFields,
	type FormFields,
	type JobOptions,
	type Job,
	mustNotBeServingThread,
	type Threads,
} from '#platform/threads';
import { VISITOR_VERIFICATION_THREADS } from '#awards/threads';

interface Form {
	readonly body: Uint8Array<ArrayBuffer>;
	readonly type: string;
	readonly most: number;
}
type TakenApart = Awaited<ReturnType<typeof parseFormFields>>;

/**
 * Parses a multipart form on the calling thread. Throws on the thread that serves visitors, where heavy work
 * would make everybody wait.
 */
export async function parseFormOnCallingThread({ body, type, most }: Form): Promise<TakenApart> {
	mustNotBeServingThread('A form was being taken apart');
	return parseFormFields(body, type, most);
}

const TAKE_APART: Job<Form, TakenApart> = {
	name: 'take-apart',
	pool: VISITOR_VERIFICATION_THREADS,
	here: parseFormOnCallingThread,
};

/** Most parts accepted in the form of the verification page, which has only a few fields. */
const MOST_PARTS = 20;

/**
 * Parses the multipart form that submits a badge for verification, on another thread wherever visitors are
 * served. Throws the refusals of `Threads`.
 */
export const parseSubmittedForm = (
	threads: Threads,
	body: Uint8Array<ArrayBuffer>,
	type: string,
	giving: JobOptions = {},
): Promise<FormFields | 'too-many-parts' | 'unreadable'> =>
	threads.do(TAKE_APART, () => ({ input: { body, type, most: MOST_PARTS } }), giving);
