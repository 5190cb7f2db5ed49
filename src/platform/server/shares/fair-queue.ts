import { NamedCounters } from './named-counters.ts';

/** How many items may wait in a queue: in all (`waiting`), and per visitor (`waitingEach`). */
export interface QueueLimits {
	readonly waiting: number;
	readonly waitingEach: number;
}

/**
 * A bounded queue that takes one item from each visitor in turn, however many each one adds. When full, it
 * drops the last item of the visitor who has most, to make room for a visitor who has at least two fewer.
 */
export class FairQueue<T> {
	readonly #limits: QueueLimits;
	/** Visitors in the order of their turns. */
	readonly #groups = new Map<string, T[]>();
	#size = 0;

	constructor(limits: QueueLimits) {
		this.#limits = limits;
	}

	get size(): number {
		return this.#size;
	}

	/**
	 * Adds an item; returns the item refused for lack of room, if any: the new one, or the last of another
	 * visitor.
	 */
	add(whose: string, one: T): T | undefined {
		const mine = this.#groups.get(whose) ?? [];
		if (mine.length >= this.#limits.waitingEach) return one;
		let turnedAway: T | undefined;
		if (this.#size >= this.#limits.waiting) {
			const most = this.#longest();
			// At equal lengths, the items already waiting stay.
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

	/**
	 * Removes and returns the next item: from the visitor with the fewest items under way, and among equals
	 * from the one served longest ago.
	 */
	next(underWay: (whose: string) => number = () => 0): T | undefined {
		let least: [whose: string, group: T[]] | undefined;
		let count = Infinity;
		for (const waiting of this.#groups) {
			const running = underWay(waiting[0]);
			if (running < count) [least, count] = [waiting, running];
		}
		if (!least) return undefined;
		const [whose, group] = least;
		const one = group.shift();
		// Re-inserted last, so that the other visitors are served first.
		this.#groups.delete(whose);
		if (group.length > 0) this.#groups.set(whose, group);
		this.#size -= 1;
		return one;
	}
}

/**
 * Returns a function that runs jobs, at most `mostRunning` at a time; others wait, and visitors are served in
 * turn. When the queue is full, the new job or the waiting job that it replaces rejects with `refused()`.
 */
export function fairJobRunner(mostRunning: number, limits: QueueLimits, refused: () => Error) {
	interface Waiter {
		readonly whose: string;
		readonly start: () => void;
		readonly turnAway: (problem: Error) => void;
	}
	const line = new FairQueue<Waiter>(limits);
	const running = new NamedCounters();
	let all = 0;

	const begin = (whose: string) => {
		all += 1;
		running.add(whose);
	};
	const end = (whose: string) => {
		all -= 1;
		running.remove(whose);
		const next = line.next((one) => running.of(one));
		// The next job is counted as running before it starts, so that no newcomer takes its place.
		if (next) begin(next.whose);
		next?.start();
	};

	return async <T>(whose: string, work: () => Promise<T>): Promise<T> => {
		if (all < mostRunning) begin(whose);
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
