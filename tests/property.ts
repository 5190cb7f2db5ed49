import fc from 'fast-check';

// By default fast-check draws at most ten elements even where sixty are allowed, which would test almost
// nothing.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true });

/**
 * Called by a property test on each random case: counts the case as one of the kind `kind`, unless `when` is
 * false.
 */
export type Met = (kind: string, when?: boolean) => void;

type Params<T> = fc.Parameters<T>;

/**
 * How many times at most a property is tried again because too few of its cases were of some kind, so that
 * chance alone makes no property fail.
 */
const MOST_ROUNDS = 20;

/**
 * Checks a property on random cases until each kind of case in `least` has occurred that many times; fails
 * when one never does. Without this, a property could pass merely because no interesting case was drawn.
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
