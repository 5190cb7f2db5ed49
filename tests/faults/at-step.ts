import type { Queries, World } from '#platform/server';
import type { IssuanceStep } from '#awards';
import { awardTables } from '#awards/server';

/**
 * Callbacks that a test runs around the write unit that stores a step of an issuance: `before`, inside the
 * unit before it ends, and `after`, once it is committed.
 */
export interface AtStep {
	before?(step: IssuanceStep): void;
	after?(step: IssuanceStep): void;
}

interface Stepped {
	readonly step?: IssuanceStep;
}

/**
 * Wraps a query builder so that `seen` is called with the step of an issuance whenever its method `word`
 * (insert or update) receives rows that have one.
 */
function watched<T extends object>(builder: T, word: string, seen: (step: IssuanceStep) => void): T {
	return new Proxy(builder, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function') return member;
			return (given: Stepped | readonly Stepped[], ...rest: unknown[]) => {
				// All rows of one write unit are at the same step, so it is reported once.
				const [row] = [given].flat();
				if (name === word && row?.step !== undefined) seen(row.step);
				return member.call(target, given, ...rest) as unknown;
			};
		},
	});
}

/**
 * Wraps a world so that it calls `hooks` at each step of issuing a badge. The product has no such hooks: the
 * steps are recognized in the rows that it writes.
 */
export function worldAtStep(world: World, hooks: AtStep): World {
	const { issuances } = awardTables(world.db);
	const watching = (tx: Queries, steps: IssuanceStep[]): Queries => {
		const seen = (step: IssuanceStep) => {
			steps.push(step);
			hooks.before?.(step);
		};
		return new Proxy(tx, {
			get(target, name) {
				const member: unknown = Reflect.get(target, name);
				if (typeof member !== 'function') return member;
				return (table: unknown, ...rest: unknown[]) => {
					const builder = member.call(target, table, ...rest) as object;
					if (table !== issuances) return builder;
					if (name === 'insert') return watched(builder, 'values', seen);
					return name === 'update' ? watched(builder, 'set', seen) : builder;
				};
			},
		});
	};
	return {
		...world,
		db: {
			...world.db,
			async write(work) {
				const steps: IssuanceStep[] = [];
				const value = await world.db.write((tx) => work(watching(tx, steps)));
				for (const step of steps) hooks.after?.(step);
				return value;
			},
		},
	};
}
