import { Refusal } from '#platform';

/**
 * Lets so many pieces of work run at once and so many wait; beyond that, refuses at once with `identity.busy` (503)
 * rather than let memory grow.
 */
export function boundedQueue(atOnce: number, waiting: number) {
	let running = 0;
	const queue: (() => void)[] = [];

	return async <T>(work: () => Promise<T>): Promise<T> => {
		if (running >= atOnce) {
			if (queue.length >= waiting) throw new Refusal('identity.busy', { status: 503 });
			await new Promise<void>((resolve) => queue.push(resolve));
		} else running += 1;
		try {
			return await work();
		} finally {
			// The place is handed on, not given back, so that nobody slips in before those who wait.
			const next = queue.shift();
			if (next) next();
			else running -= 1;
		}
	};
}
