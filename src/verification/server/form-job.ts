import {
	fieldsOf,
	type FormFields,
	type Giving,
	type Job,
	mustNotServe,
	type Threads,
} from '#platform/threads';
import { VISITORS } from '#awards/threads';

interface Form {
	readonly body: Uint8Array<ArrayBuffer>;
	readonly type: string;
	readonly most: number;
}
type TakenApart = Awaited<ReturnType<typeof fieldsOf>>;

/** Takes a form apart, on whatever thread this runs. */
export async function takeApartHere({ body, type, most }: Form): Promise<TakenApart> {
	mustNotServe('A form was being taken apart');
	return fieldsOf(body, type, most);
}

const TAKE_APART: Job<Form, TakenApart> = { name: 'take-apart', crew: VISITORS, here: takeApartHere };

/** A form to verify has a few fields. */
const MOST_PARTS = 20;

/** Takes the form of a badge to verify apart, on another thread wherever visitors are served. Refuses as `Threads` does. */
export const takeApart = (
	threads: Threads,
	body: Uint8Array<ArrayBuffer>,
	type: string,
	giving: Giving = {},
): Promise<FormFields | 'too-many-parts' | 'unreadable'> =>
	threads.do(TAKE_APART, () => ({ input: { body, type, most: MOST_PARTS } }), giving);
