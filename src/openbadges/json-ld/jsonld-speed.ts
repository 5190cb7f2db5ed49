import ContextResolver from 'jsonld/lib/ContextResolver.js';
import type {
	ContextObject,
	Processed,
	ResolveRequest,
	ResolvedContext,
} from 'jsonld/lib/ContextResolver.js';
import { contentKey, isSettled, freshContextCopy, markSettled } from './jsonld-active-context.ts';
import { changesNothingProtected } from './jsonld-protected.ts';
import { LruMap } from '../lru-map.ts';

// The decision docs/decisions/0010-cheap-context-clones.md tells why the results are the same as those of the
// unchanged jsonld library, and how much time is saved.

/**
 * Most contexts cached per owner of document loaders (`MOST_CONTEXTS`), and most results cached per context
 * (`MOST_RESULTS`), so that malicious documents cannot fill the memory.
 */
const MOST_CONTEXTS = 256;
const MOST_RESULTS = 16;

const isContextObject = (value: unknown): value is ContextObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isProcessed = (value: object): value is Processed => 'context' in value && 'events' in value;

/** The contexts cached for the document loaders of one owner. */
class Memory {
	readonly shared = new LruMap<string, Map<string, ResolvedContext | ResolvedContext[]>>(MOST_CONTEXTS);
	readonly byDocument = new WeakMap<ContextObject, ResolvedContext[]>();
	readonly remembering = new WeakMap<ResolvedContext, ResolvedContext>();
	/**
	 * True once a context uses `@import`, with which jsonld reads processed contexts back as definitions:
	 * from then on no processed context is reused across documents.
	 */
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
 * A resolved context of jsonld with a second cache. jsonld's own cache finds a result by the identity of the
 * active context; this one also finds it for another active context with the same content, and returns it as
 * a new object, as if computed again.
 */
class RememberingContext implements ResolvedContext {
	readonly document: ContextObject | null;
	readonly #stock: ResolvedContext;
	readonly #memory: Memory;
	readonly #results = new LruMap<object, Processed>(MOST_RESULTS);

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
		const again = { context: freshContextCopy(result.context), events: result.events };
		this.#stock.setProcessed(active, again);
		return again;
	}

	setProcessed(active: Processed['context'], value: object): void {
		this.#stock.setProcessed(active, value);
		if (!isProcessed(value)) return;
		markSettled(value.context);
		if (this.#memory.imports || !isSettled(active) || !this.document) return;
		if (!changesNothingProtected(active, value.context, this.document)) return;
		this.#results.set(contentKey(active), value);
	}
}

const memories = new WeakMap<object, Memory>();

/**
 * The `contextResolver` to pass to jsonld, a new one for each operation: jsonld's own resolver, with results
 * cached for later operations of the same `owner`. All document loaders of one owner must return the same
 * document for the same address.
 */
export function cachingContextResolver(
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
			// Documents share the objects of their contexts, so the same context is the same object: look it
			// up by identity, without serializing it.
			const plain = isContextObject(context) && !('@context' in context) ? context : undefined;
			const before = plain && byDocument.get(plain);
			if (before) return before;
			const resolved = (await stock.resolve({ ...request, documentLoader: loader })).map(wrap);
			if (plain) byDocument.set(plain, resolved);
			return resolved;
		},
	};
}
