import {
	type Answer,
	latestAnswer,
	enqueueAnswer,
	conflictingAnswers,
	removeUnstorable,
	removeStored,
	type KnownAnswer,
	markSent,
	markUnsent,
	nextToSend,
	type Pending,
	resolveConflict,
	markConflict,
} from '#assessment';
import { type BrowserStorage, browserStorage } from '#ui/browser-storage.ts';
import type { NewBadge } from './after-answering.ts';
import { inOneTab } from './in-one-tab.ts';
import { PendingStore } from './pending-store.ts';
import { type AnswerOutcome, sendAnswer } from './send-answer.ts';

type Known = Readonly<Record<string, KnownAnswer>>;

/**
 * How the saving of a person's answers stands, for the page to announce; `quiet` when there is nothing to
 * say.
 */
export type AnswerSavingStatus = 'quiet' | 'saved' | 'offline' | 'signed-out' | 'other-person' | 'refused';

/**
 * Milliseconds between a choice and its sending. The arrow keys walk through the choices, and only the choice
 * they stop at is sent.
 */
const SEND_DELAY_MS = 400;
const RETRY_MS = 15_000;

/**
 * Stores and sends the answers that a person gives in a browser. Each answer is stored in the browser at
 * once. It stays there until the service has stored it or refused it, even if the tab, the connection or the
 * session is lost.
 */
export class Answering {
	known = $state.raw<Known>({});
	pending = $state.raw<Pending>([]);
	line = $state<AnswerSavingStatus>('quiet');
	/**
	 * Number of statements with an unsent answer. Updated only when sending stops, so that the page announces
	 * it once.
	 */
	waiting = $state(0);
	/** The sentence with which the service refused an answer, for the page to show. */
	problem = $state('');
	/** The badge that a rule awarded for these answers, or null. */
	awarded = $state<NewBadge | null>(null);
	/**
	 * Incremented when answers change otherwise than by the person’s input, so that the page renders the
	 * choices again.
	 */
	epoch = $state(0);
	/**
	 * The address of a page that the person wanted to open without a connection; it opens once the connection
	 * is back.
	 */
	wanted = $state<string | null>(null);
	readonly #holder: string;
	readonly #send: (one: Pending[number], holder: string) => Promise<AnswerOutcome>;
	readonly #go: (address: string) => void;
	#store: PendingStore | undefined;
	#pause: ReturnType<typeof setTimeout> | undefined;
	#sending: Promise<void> | undefined;
	#asked = false;

	constructor(
		holder: string,
		known: Known,
		send = sendAnswer,
		go = (address: string) => location.assign(address),
	) {
		this.#holder = holder;
		this.known = known;
		this.#send = send;
		this.#go = go;
	}

	/** The answers that conflict with another device's, between which the person must choose. */
	get conflicts(): Pending {
		return conflictingAnswers(this.pending);
	}

	answerTo = (statement: string): Answer | null => latestAnswer(this.pending, this.known, statement);

	/**
	 * Loads the answers that earlier visits to the page left unsent, sends them, and from then on follows the
	 * connection and other tabs; returns a function that ends this.
	 */
	open(storage: BrowserStorage = browserStorage): () => void {
		const early = this.pending;
		this.#store = new PendingStore(this.#holder, storage);
		this.#read();
		if (this.pending.length > 0) this.epoch += 1;
		// Answers chosen before the script loaded are later than any stored ones.
		for (const one of early) this.#change(enqueueAnswer(this.pending, one));
		const flush = () => void this.flush();
		const listen: [EventTarget, string, (event: Event) => void][] = [
			[window, 'online', flush],
			[window, 'offline', flush],
			[window, 'storage', (event) => this.#store?.holds((event as StorageEvent).key) && this.#read()],
			[document, 'visibilitychange', flush],
		];
		for (const [target, name, on] of listen) target.addEventListener(name, on);
		const again = setInterval(() => this.pending.length > 0 && flush(), RETRY_MS);
		flush();
		return () => {
			for (const [target, name, on] of listen) target.removeEventListener(name, on);
			clearInterval(again);
			flush();
		};
	}

	/** Stores an answer in the browser at once, and sends it when the person pauses. */
	choose(statement: string, answer: Answer): void {
		if (this.answerTo(statement) === answer) return;
		const revision = this.#conflicts(statement)?.there?.revision ?? this.known[statement]?.revision ?? 0;
		this.#change(enqueueAnswer(this.pending, { key: crypto.randomUUID(), statement, answer, revision }));
		clearTimeout(this.#pause);
		this.#pause = setTimeout(() => void this.flush(), SEND_DELAY_MS);
	}

	/**
	 * Ends the conflict over a statement: keeps the answer of this browser (`here`) or the other device's
	 * (`there`), as the person chose, and sends what is left to send.
	 */
	settle(statement: string, which: 'here' | 'there'): Promise<void> {
		this.#change(resolveConflict(this.pending, statement, which, crypto.randomUUID()));
		this.epoch += 1;
		return this.flush();
	}

	/**
	 * Takes over the stored answers that the service sent with a new page, except where this browser has
	 * since received a later revision.
	 */
	learn(known: Known): void {
		const newer = Object.entries(this.known).filter(([id, one]) => one.revision > (known[id]?.revision ?? 0));
		this.known = { ...known, ...Object.fromEntries(newer) };
		if (this.line === 'saved') this.line = 'quiet';
	}

	/** Sends the unsent answers one at a time; resolves when none is left, or when none can be sent now. */
	flush(): Promise<void> {
		clearTimeout(this.#pause);
		this.#asked = true;
		this.#sending ??= this.#run();
		return this.#sending;
	}

	async #run(): Promise<void> {
		try {
			// `flush` was called again meanwhile, so what was chosen since is sent too.
			while (this.#asked) {
				this.#asked = false;
				await inOneTab(`macaron.sending.${this.#holder}`, () => this.#sendAll());
			}
		} finally {
			this.#sending = undefined;
		}
		this.#openWanted();
	}

	/**
	 * Once the connection is back, opens the page that the person wanted meanwhile. Forgets that page instead
	 * if an answer here still waits or has a problem.
	 */
	#openWanted(): void {
		const { wanted, line } = this;
		if (wanted === null || line === 'offline' || !navigator.onLine) return;
		this.wanted = null;
		if (this.pending.length === 0 && (line === 'quiet' || line === 'saved')) this.#go(wanted);
	}

	async #sendAll(): Promise<void> {
		this.#read();
		let last: AnswerSavingStatus = 'quiet';
		for (let one = nextToSend(this.pending); one; one = nextToSend(this.pending)) {
			if (!navigator.onLine) return this.#say('offline');
			this.#change(markSent(this.pending, one.key));
			const outcome = await this.#send(one, this.#holder);
			const line = this.#take(outcome, one);
			if (line === 'kept') last = last === 'refused' ? last : 'saved';
			else if (line === 'refused') last = line;
			else if (line !== 'aside') return this.#say(line);
		}
		if (last !== 'quiet' || this.line === 'offline' || this.line === 'signed-out') this.#say(last);
	}

	/** Applies the outcome of sending one answer; after `kept` and `aside`, the next answer can be sent. */
	#take(outcome: AnswerOutcome, one: Pending[number]): 'kept' | 'aside' | AnswerSavingStatus {
		this.#read();
		switch (outcome.kind) {
			case 'kept':
				this.known = { ...this.known, [one.statement]: { answer: one.answer, revision: outcome.revision } };
				this.awarded = outcome.awarded ?? this.awarded;
				this.#change(removeStored(this.pending, one.key, outcome.revision));
				return 'kept';
			case 'stale':
				this.known = outcome.answers;
				this.#change(markConflict(this.pending, one.key, outcome.answers[one.statement]!));
				return 'aside';
			case 'refused':
				this.problem = outcome.text;
				this.#change(removeUnstorable(this.pending, one.key));
				return 'refused';
			case 'other-person':
			case 'signed-out':
				if (!one.sent) this.#change(markUnsent(this.pending, one.key));
				if (outcome.kind === 'other-person') this.problem = outcome.text;
				return outcome.kind;
			case 'unreachable':
				return 'offline';
		}
	}

	#say(line: AnswerSavingStatus): void {
		const waiting = this.pending.map((one) => one.statement);
		this.waiting = waiting.filter((one, at) => waiting.indexOf(one) === at).length;
		this.line = line;
	}

	#conflicts = (statement: string) => this.conflicts.find((one) => one.statement === statement);

	#read(): void {
		if (this.#store) this.pending = this.#store.read();
	}

	#change(after: Pending): void {
		this.#store?.write(this.pending, after);
		this.pending = after;
	}
}
