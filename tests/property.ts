import fc from 'fast-check';

// Otherwise what may hold sixty people holds ten at most, and a property is tried on next to nothing.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true });

/** Notes that a case is of a kind; with a condition, when it is true. */
export type Met = (kind: string, when?: boolean) => void;

type Params<T> = fc.Parameters<T>;

/** A run that met too few draws again, this many times at most: chance alone then makes no property fail. */
const MOST_ROUNDS = 4;

/**
 * Checks a property on cases that are drawn, until at least so many of them were of each kind that makes it worth
 * checking: a property that holds because nothing interesting was drawn fails.
 */
export function always<T>(
	least: Readonly<Record<string, number>>,
	property: (met: Met) => fc.IAsyncProperty<T>,
	params?: Params<T>,
): Promise<void>;
export function always<T>(
	least: Readonly<Record<string, number>>,
	property: (met: Met) => fc.IProperty<T>,
	params?: Params<T>,
): void;
export function always<T>(
	least: Readonly<Record<string, number>>,
	property: (met: Met) => fc.IAsyncProperty<T> | fc.IProperty<T>,
	params?: Params<T>,
): Promise<void> | void {
	if (Object.keys(least).length === 0) throw new Error('Say which cases make this worth checking.');
	const counts = new Map<string, number>();
	const met: Met = (kind, when = true) => {
		if (!(kind in least)) throw new Error(`« ${kind} » is not among what is counted.`);
		if (when) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	};
	function round(number: number): Promise<void> | void {
		const done = fc.assert(property(met) as fc.IAsyncProperty<T>, params) as Promise<void> | undefined;
		return done instanceof Promise ? done.then(() => enough(number)) : enough(number);
	}
	function enough(number: number): Promise<void> | void {
		const few = Object.entries(least)
			.filter(([kind, most]) => (counts.get(kind) ?? 0) < most)
			.map(([kind, most]) => `${kind}: ${counts.get(kind) ?? 0} of at least ${most}`);
		if (few.length === 0) return undefined;
		if (number < MOST_ROUNDS && params?.seed === undefined) return round(number + 1);
		throw new Error(`Too few of the cases that matter were drawn: ${few.join('; ')}.`);
	}
	return round(1);
}
