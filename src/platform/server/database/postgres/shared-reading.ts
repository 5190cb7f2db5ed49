/**
 * Makes a function that reads a value, and shares each reading among the callers that came before it began. A
 * caller never gets a value that was read before its call.
 */
export function sharedReading<T>(read: () => Promise<T>): () => Promise<T> {
	let underWay: Promise<T> | undefined;
	let next: Promise<T> | undefined;
	const begin = (): Promise<T> => {
		next = undefined;
		const mine = read().finally(() => {
			if (underWay === mine) underWay = undefined;
		});
		underWay = mine;
		return mine;
	};
	return () => {
		if (!underWay) return begin();
		next ??= underWay.then(begin, begin);
		return next;
	};
}
