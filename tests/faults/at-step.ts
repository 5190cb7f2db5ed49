import type { Queries, World } from '#platform/server';
import type { IssuanceStep } from '#awards';
import { awardTables } from '#awards/server';

/** What happens around the write unit that stores a step: inside it before its end, and once it is on the disk. */
export interface AtStep {
	before?(step: IssuanceStep): void;
	after?(step: IssuanceStep): void;
}

interface Stepped {
	readonly step?: IssuanceStep;
}

/** Calls `seen` each time something is about to be written with one of these two words. */
function watched<T extends object>(builder: T, word: string, seen: (step: IssuanceStep) => void): T {
	return new Proxy(builder, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function') return member;
			return (given: Stepped | readonly Stepped[], ...rest: unknown[]) => {
				// Several rows of a unit stand at one step: it is seen once.
				const [row] = [given].flat();
				if (name === word && row?.step !== undefined) seen(row.step);
				return member.call(target, given, ...rest) as unknown;
			};
		},
	});
}

/**
 * A world in which something can happen at each step of issuing. The product knows nothing of it: the steps are seen in
 * what it writes.
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
