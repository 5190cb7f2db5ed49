import type { ActiveContext, TermDefinition } from 'jsonld/lib/ContextResolver.js';

/** Fields that jsonld copies from a context to its clone; others (`@direction`, `processingMode`) it leaves behind. */
const CLONED = ['@base', '@language', '@vocab'] as const;
const NOT_CLONED = ['@direction', '@version', 'processingMode'] as const;

type Contents = { mappings: Map<string, TermDefinition>; protected: Record<string, boolean> };

/** Contexts made by jsonld itself that nothing will write to any more. */
const settledByJsonld = new WeakSet<ActiveContext>();
const derivedKeys = new WeakMap<object, { reverted?: object; narrowed?: object }>();
const revertedKeys = new WeakSet<object>();

const isFinished = (context: ActiveContext): boolean =>
	context instanceof Copy ? context.isSettled : settledByJsonld.has(context);

/** Two contexts with one key have the same content; the key of a context is its own unless said otherwise. */
export const contentKey = (context: ActiveContext): object =>
	context instanceof Copy ? context.key : context;

/** Whether nothing will write to it any more; true of jsonld's initial context, which no clone resembles. */
export const isSettled = (context: ActiveContext): boolean =>
	isFinished(context) || ('processingMode' in context && context.mappings.size === 0);

/** The key of what is made of a context in one of the two ways that give the same content each time. */
function keyMadeFrom(context: ActiveContext, way: 'reverted' | 'narrowed'): object {
	const from = contentKey(context);
	if (way === 'reverted' && revertedKeys.has(from)) return from;
	let made = derivedKeys.get(from);
	if (!made) derivedKeys.set(from, (made = {}));
	const key = (made[way] ??= {});
	if (way === 'reverted') revertedKeys.add(key);
	return key;
}

/**
 * An active context as jsonld's own clone makes it, but sharing the term definitions (which are never written once
 * made) and copying the tables that hold them only when they are asked for.
 */
class Copy implements ActiveContext {
	inverse: null = null;
	readonly getInverse: ActiveContext['getInverse'];
	readonly clone = cloned;
	readonly revertToPreviousContext = reverted;
	#mappings: Map<string, TermDefinition>;
	#protected: Record<string, boolean>;
	#previous: ActiveContext | undefined;
	/** Whether the tables are those of a settled context, to be copied before they are handed out. */
	#borrowed: boolean;
	#key: object | undefined;

	constructor(of: ActiveContext, borrowed: boolean) {
		const contents: Contents = of instanceof Copy ? of.#contents : of;
		this.#mappings = contents.mappings;
		this.#protected = contents.protected;
		this.#previous = of.previousContext;
		this.#borrowed = borrowed;
		this.getInverse = of.getInverse;
		for (const name of CLONED) if (name in of) this[name] = of[name];
	}
	declare '@base'?: unknown;
	declare '@language'?: unknown;
	declare '@vocab'?: unknown;
	declare '@direction'?: unknown;
	declare '@version'?: unknown;
	declare processingMode?: unknown;

	get #contents(): Contents {
		return { mappings: this.#mappings, protected: this.#protected };
	}
	/** Takes tables of its own, which may then be written. */
	own(): void {
		if (!this.#borrowed) return;
		this.#mappings = new Map(this.#mappings);
		this.#protected = { ...this.#protected };
		this.#borrowed = false;
	}
	/** From here on it is not written: what it shares, it may keep. */
	settle(key: object = this): void {
		this.#borrowed = false;
		this.#key = key;
	}
	get isSettled(): boolean {
		return this.#key !== undefined;
	}
	get key(): object {
		return this.#key ?? this;
	}
	get mappings(): Map<string, TermDefinition> {
		this.own();
		return this.#mappings;
	}
	get protected(): Record<string, boolean> {
		this.own();
		return this.#protected;
	}
	get previousContext(): ActiveContext | undefined {
		return this.#previous;
	}
	/** jsonld writes it in one place: on a fresh clone that must not propagate, which is not written again. */
	set previousContext(previous: ActiveContext) {
		this.#previous = previous;
		if (isFinished(previous)) this.settle(keyMadeFrom(previous, 'narrowed'));
	}
}

/** Takes the place of `clone`. */
export function cloned(this: ActiveContext): ActiveContext {
	const copy = new Copy(this, true);
	// A context still being written lends nothing.
	if (!isFinished(this)) copy.own();
	return copy;
}

/** Takes the place of `revertToPreviousContext`: a clone too, which nothing writes to. */
function reverted(this: ActiveContext): ActiveContext {
	const previous = this.previousContext;
	if (!previous) return this;
	if (!isFinished(previous)) return previous.clone();
	const copy = new Copy(previous, false);
	copy.settle(keyMadeFrom(previous, 'reverted'));
	return copy;
}

/** The same context as a new object, as if it had been computed again. */
export function resumed(context: ActiveContext): ActiveContext {
	const copy = new Copy(context, false);
	for (const name of NOT_CLONED) if (name in context) copy[name] = context[name];
	copy.settle(contentKey(context));
	return copy;
}

/** Says that a context is finished; from here on its clones are ours. */
export function settled(context: ActiveContext): void {
	if (context instanceof Copy) return context.settle();
	context.clone = cloned;
	context.revertToPreviousContext = reverted;
	settledByJsonld.add(context);
}
