import ContextResolver from 'jsonld/lib/ContextResolver.js';
import type {
	ContextObject,
	Processed,
	ResolveRequest,
	ResolvedContext,
} from 'jsonld/lib/ContextResolver.js';
import { contentKey, isSettled, resumed, settled } from './jsonld-active-context.ts';
import { changesNothingProtected } from './jsonld-protected.ts';
import { Recent } from '../recent.ts';

// Why this is equal to the stock library, and what was measured: docs/decisions/0010-cheap-context-clones.md.

/** Contexts kept per document loader, and results kept per context: hostile documents cannot fill the memory. */
const MOST_CONTEXTS = 256;
const MOST_RESULTS = 16;

const isContextObject = (value: unknown): value is ContextObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isProcessed = (value: object): value is Processed => 'context' in value && 'events' in value;

/** What is remembered for one document loader. */
class Memory {
	readonly shared = new Recent<string, Map<string, ResolvedContext | ResolvedContext[]>>(MOST_CONTEXTS);
	readonly byDocument = new WeakMap<ContextObject, ResolvedContext[]>();
	readonly remembering = new WeakMap<ResolvedContext, ResolvedContext>();
	/** `@import` reads processed contexts back as definitions: nothing is remembered across documents once it is met. */
	imports = false;

	wrap(resolved: ResolvedContext): ResolvedContext {
		if (resolved.document === null) return resolved;
		let wrapped = this.remembering.get(resolved);
		if (!wrapped) {
			if (JSON.stringify(resolved.document).includes('"@import"')) this.imports = true;
			wrapped = new RememberingContext(resolved, this);
			this.remembering.set(resolved, wrapped);
		}
		return wrapped;
	}
}

/**
 * A resolved context that answers as the stock one does for the same active context (by identity) and otherwise gives
 * again what it gave for an active context of the same content, as a new object, as if it had been computed again.
 */
class RememberingContext implements ResolvedContext {
	readonly document: ContextObject | null;
	readonly #stock: ResolvedContext;
	readonly #memory: Memory;
	readonly #results = new Recent<object, Processed>(MOST_RESULTS);

	constructor(stock: ResolvedContext, memory: Memory) {
		this.document = stock.document;
		this.#stock = stock;
		this.#memory = memory;
	}

	getProcessed(active: Processed['context']): object | undefined {
		const known = this.#stock.getProcessed(active);
		if (known !== undefined || this.#memory.imports) return known;
		const result = this.#results.get(contentKey(active));
		if (!result) return undefined;
		const again = { context: resumed(result.context), events: result.events };
		this.#stock.setProcessed(active, again);
		return again;
	}

	setProcessed(active: Processed['context'], value: object): void {
		this.#stock.setProcessed(active, value);
		if (!isProcessed(value)) return;
		settled(value.context);
		if (this.#memory.imports || !isSettled(active) || !this.document) return;
		if (!changesNothingProtected(active, value.context, this.document)) return;
		this.#results.set(contentKey(active), value);
	}
}

const memories = new WeakMap<object, Memory>();

/**
 * What to give jsonld as `contextResolver`, a new one for each operation: the stock resolver, with results that later
 * operations of the same `owner` find again. All loaders of one owner give the same document for the same address.
 */
export function rememberingResolver(
	documentLoader: (url: string) => object,
	owner: object,
): {
	resolve(request: ResolveRequest): Promise<readonly ResolvedContext[]>;
} {
	let memory = memories.get(owner);
	if (!memory) memories.set(owner, (memory = new Memory()));
	const { byDocument, shared } = memory;
	const wrap = (one: ResolvedContext) => memory.wrap(one);
	const stock = new ContextResolver({ sharedCache: shared });
	const loader = async (url: string) => ({ ...documentLoader(url), tag: 'static' });
	return {
		async resolve(request) {
			const { context } = request;
			// The definitions are shared, hence the same object each time: no need to write it out to recognise it.
			const plain = isContextObject(context) && !('@context' in context) ? context : undefined;
			const before = plain && byDocument.get(plain);
			if (before) return before;
			const resolved = (await stock.resolve({ ...request, documentLoader: loader })).map(wrap);
			if (plain) byDocument.set(plain, resolved);
			return resolved;
		},
	};
}
