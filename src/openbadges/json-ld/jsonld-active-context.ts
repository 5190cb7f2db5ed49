import type { ActiveContext, TermDefinition } from 'jsonld/lib/ContextResolver.js';

/**
 * Fields that jsonld copies when it clones an active context (`CLONED`), and fields that it does not copy
 * (`NOT_CLONED`).
 */
const CLONED = ['@base', '@language', '@vocab'] as const;
const NOT_CLONED = ['@direction', '@version', 'processingMode'] as const;

type Contents = { mappings: Map<string, TermDefinition>; protected: Record<string, boolean> };

/**
 * Active contexts created by jsonld itself, not by `Copy`, that are complete: nothing will write to them
 * again.
 */
const settledByJsonld = new WeakSet<ActiveContext>();
const derivedKeys = new WeakMap<object, { reverted?: object; narrowed?: object }>();
const revertedKeys = new WeakSet<object>();

const isFinished = (context: ActiveContext): boolean =>
	context instanceof Copy ? context.isSettled : settledByJsonld.has(context);

/**
 * A key that identifies the content of an active context: contexts with the same key have the same content.
 */
export const contentKey = (context: ActiveContext): object =>
	context instanceof Copy ? context.key : context;

/**
 * Whether an active context is complete: nothing will write to it again. Also true of jsonld's initial
 * context, which has the field `processingMode` that clones lack.
 */
export const isSettled = (context: ActiveContext): boolean =>
	isFinished(context) || ('processingMode' in context && context.mappings.size === 0);

/**
 * The key of the context that reverting or narrowing makes from `context`: the same content, derived in the
 * same way, always has the same key.
 */
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
 * Replaces jsonld's clone of an active context. It shares the term definitions, which never change once made,
 * and copies the tables that hold them only when a caller reads them.
 */
class Copy implements ActiveContext {
	inverse: null = null;
	readonly getInverse: ActiveContext['getInverse'];
	readonly clone = cloned;
	readonly revertToPreviousContext = reverted;
	#mappings: Map<string, TermDefinition>;
	#protected: Record<string, boolean>;
	#previous: ActiveContext | undefined;
	/**
	 * Whether the tables of term definitions belong to a complete context, and must be copied before a caller
	 * gets them.
	 */
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
	/** Copies the tables of term definitions, if they are shared, so that they may be written. */
	own(): void {
		if (!this.#borrowed) return;
		this.#mappings = new Map(this.#mappings);
		this.#protected = { ...this.#protected };
		this.#borrowed = false;
	}
	/**
	 * Marks this context as complete: it will not be written again, so it can keep the tables that it shares.
	 */
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
	/**
	 * jsonld sets `previousContext` in one place only: on the fresh clone that it makes for a context that
	 * must not propagate (`@propagate: false`), which is then not written again.
	 */
	set previousContext(previous: ActiveContext) {
		this.#previous = previous;
		if (isFinished(previous)) this.settle(keyMadeFrom(previous, 'narrowed'));
	}
}

/**
 * Replaces the method `clone` of jsonld's active contexts: the copy shares the tables of term definitions.
 */
export function cloned(this: ActiveContext): ActiveContext {
	const copy = new Copy(this, true);
	// An active context that may still be written does not share its tables of term definitions.
	if (!isFinished(this)) copy.own();
	return copy;
}

/**
 * Replaces the method `revertToPreviousContext` of jsonld's active contexts. The copy of the previous context
 * shares its tables of term definitions, since nothing writes to it.
 */
function reverted(this: ActiveContext): ActiveContext {
	const previous = this.previousContext;
	if (!previous) return this;
	if (!isFinished(previous)) return previous.clone();
	const copy = new Copy(previous, false);
	copy.settle(keyMadeFrom(previous, 'reverted'));
	return copy;
}

/** A new object with the content of an active context, as if jsonld had computed the context again. */
export function freshContextCopy(context: ActiveContext): ActiveContext {
	const copy = new Copy(context, false);
	for (const name of NOT_CLONED) if (name in context) copy[name] = context[name];
	copy.settle(contentKey(context));
	return copy;
}

/**
 * Marks an active context as complete: nothing will write to it again, and from now on `cloned` clones it.
 */
export function markSettled(context: ActiveContext): void {
	if (context instanceof Copy) return context.settle();
	context.clone = cloned;
	context.revertToPreviousContext = reverted;
	settledByJsonld.add(context);
}
