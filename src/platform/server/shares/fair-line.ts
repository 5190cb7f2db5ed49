import { Tally } from './tally.ts';

/** How many may wait: in all, and for one of those who ask. */
export interface LineLimits {
	readonly waiting: number;
	readonly waitingEach: number;
}

/**
 * A bounded waiting line that serves those who ask in turn, whatever each one asks for. Full, it makes room for whoever
 * asks for little by turning away the last of whoever asks for most.
 */
export class FairLine<T> {
	readonly #limits: LineLimits;
	/** Visitors in the order of their turns. */
	readonly #groups = new Map<string, T[]>();
	#size = 0;

	constructor(limits: LineLimits) {
		this.#limits = limits;
	}

	get size(): number {
		return this.#size;
	}

	/** Adds one; gives the one that is turned away for want of room, if any: itself or another. */
	add(whose: string, one: T): T | undefined {
		const mine = this.#groups.get(whose) ?? [];
		if (mine.length >= this.#limits.waitingEach) return one;
		let turnedAway: T | undefined;
		if (this.#size >= this.#limits.waiting) {
			const most = this.#longest();
			// Of two who wait for as much, the one who came first stays.
			if (!most || most.length < mine.length + 2) return one;
			turnedAway = most.pop();
			this.#size -= 1;
		}
		if (mine.push(one) === 1) this.#groups.set(whose, mine);
		this.#size += 1;
		return turnedAway;
	}

	#longest(): T[] | undefined {
		let most: T[] | undefined;
		for (const group of this.#groups.values()) if (group.length > (most?.length ?? 0)) most = group;
		return most;
	}

	/** Takes the next one: of those whose work is least under way, the one who was not served for longest. */
	next(underWay: (whose: string) => number = () => 0): T | undefined {
		let least: string | undefined;
		let count = Infinity;
		for (const whose of this.#groups.keys()) {
			const running = underWay(whose);
			if (running < count) [least, count] = [whose, running];
		}
		if (least === undefined) return undefined;
		const group = this.#groups.get(least) ?? [];
		const one = group.shift();
		// Re-inserted last: the others come before.
		this.#groups.delete(least);
		if (group.length > 0) this.#groups.set(least, group);
		this.#size -= 1;
		return one;
	}
}

/**
 * Lets so many pieces of work run at once and so many wait, in turn for those who ask; throws what `refused` makes for one
 * that is turned away, at once rather than let memory grow.
 */
export function fairQueue(atOnce: number, limits: LineLimits, refused: () => Error) {
	interface Waiter {
		readonly whose: string;
		readonly start: () => void;
		readonly turnAway: (problem: Error) => void;
	}
	const line = new FairLine<Waiter>(limits);
	const running = new Tally();
	let all = 0;

	const begin = (whose: string) => {
		all += 1;
		running.add(whose);
	};
	const end = (whose: string) => {
		all -= 1;
		running.remove(whose);
		const next = line.next((one) => running.of(one));
		// Counted here, so that nobody slips in before those who wait.
		if (next) begin(next.whose);
		next?.start();
	};

	return async <T>(whose: string, work: () => Promise<T>): Promise<T> => {
		if (all < atOnce) begin(whose);
		else
			await new Promise<void>((start, turnAway) => {
				line.add(whose, { whose, start, turnAway })?.turnAway(refused());
			});
		try {
			return await work();
		} finally {
			end(whose);
		}
	};
}
