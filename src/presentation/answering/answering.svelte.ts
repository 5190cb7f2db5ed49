import {
	type Answer,
	answerNow,
	choose,
	conflicting,
	dropped,
	kept,
	type KnownAnswer,
	leaving,
	nextToSend,
	type Pending,
	settled,
	stale,
	turnedBack,
} from '#assessment';
import { type BrowserStorage, browserStorage } from '#ui/browser-storage.ts';
import { alone } from './alone.ts';
import { PendingStore } from './pending-store.ts';
import { type Outcome, sendAnswer } from './send-answer.ts';

type Known = Readonly<Record<string, KnownAnswer>>;

/** How it goes, for the page to say it once. */
export type Line = 'quiet' | 'saved' | 'offline' | 'signed-out' | 'other-person' | 'refused';

/** Arrow keys walk through the choices: only the one they stop at is sent. */
const PAUSE = 400;
const AGAIN = 15_000;

/**
 * What a person answers in a browser: each choice waits there from the moment it is made until the service has it,
 * whatever becomes of the tab, the line or the session.
 */
export class Answering {
	known = $state.raw<Known>({});
	pending = $state.raw<Pending>([]);
	line = $state<Line>('quiet');
	/** How many answers wait; counted when they stop, so that it is said once. */
	waiting = $state(0);
	/** The sentence of a refusal. */
	problem = $state('');
	/** The badge that a rule awarded. */
	awarded = $state<string | null>(null);
	/** Grows when answers came from somewhere else than the person’s hands: the choices are drawn again. */
	epoch = $state(0);
	readonly #holder: string;
	readonly #send: (one: Pending[number], holder: string) => Promise<Outcome>;
	#store: PendingStore | undefined;
	#pause: ReturnType<typeof setTimeout> | undefined;
	#sending: Promise<void> | undefined;
	#asked = false;

	constructor(holder: string, known: Known, send = sendAnswer) {
		this.#holder = holder;
		this.known = known;
		this.#send = send;
	}

	/** Those that wait for the person to choose between two answers. */
	get conflicts(): Pending {
		return conflicting(this.pending);
	}

	answerTo = (statement: string): Answer | null => answerNow(this.pending, this.known, statement);

	/** Takes up what waited from another time, and listens to the line; gives back what ends it. */
	open(storage: BrowserStorage = browserStorage): () => void {
		const early = this.pending;
		this.#store = new PendingStore(this.#holder, storage);
		this.#read();
		if (this.pending.length > 0) this.epoch += 1;
		// Chosen before the script arrived: later than anything that waited.
		for (const one of early) this.#change(choose(this.pending, one));
		const flush = () => void this.flush();
		const listen: [EventTarget, string, (event: Event) => void][] = [
			[window, 'online', flush],
			[window, 'offline', flush],
			[window, 'storage', (event) => this.#store?.holds((event as StorageEvent).key) && this.#read()],
			[document, 'visibilitychange', flush],
		];
		for (const [target, name, on] of listen) target.addEventListener(name, on);
		const again = setInterval(() => this.pending.length > 0 && flush(), AGAIN);
		flush();
		return () => {
			for (const [target, name, on] of listen) target.removeEventListener(name, on);
			clearInterval(again);
			flush();
		};
	}

	/** Keeps a choice at once, and sends it when the person stops. */
	choose(statement: string, answer: Answer): void {
		if (this.answerTo(statement) === answer) return;
		const revision = this.#conflicts(statement)?.there?.revision ?? this.known[statement]?.revision ?? 0;
		this.#change(choose(this.pending, { key: crypto.randomUUID(), statement, answer, revision }));
		clearTimeout(this.#pause);
		this.#pause = setTimeout(() => void this.flush(), PAUSE);
	}

	/** The person says which of two answers stays. */
	settle(statement: string, which: 'here' | 'there'): Promise<void> {
		this.#change(settled(this.pending, statement, which, crypto.randomUUID()));
		this.epoch += 1;
		return this.flush();
	}

	/** What the service says it has, at a new page; what was saved while that page was on its way is not forgotten. */
	learn(known: Known): void {
		const newer = Object.entries(this.known).filter(([id, one]) => one.revision > (known[id]?.revision ?? 0));
		this.known = { ...known, ...Object.fromEntries(newer) };
		if (this.line === 'saved') this.line = 'quiet';
	}

	/** Sends everything that waits, one at a time; done when nothing is left to send, or nothing can be. */
	flush(): Promise<void> {
		clearTimeout(this.#pause);
		this.#asked = true;
		this.#sending ??= this.#run();
		return this.#sending;
	}

	async #run(): Promise<void> {
		try {
			// Asked again meanwhile: what was chosen since leaves too.
			while (this.#asked) {
				this.#asked = false;
				await alone(`macaron.sending.${this.#holder}`, () => this.#sendAll());
			}
		} finally {
			this.#sending = undefined;
		}
	}

	async #sendAll(): Promise<void> {
		this.#read();
		let last: Line = 'quiet';
		for (let one = nextToSend(this.pending); one; one = nextToSend(this.pending)) {
			if (!navigator.onLine) return this.#say('offline');
			this.#change(leaving(this.pending, one.key));
			const outcome = await this.#send(one, this.#holder);
			const line = this.#take(outcome, one);
			if (line === 'kept') last = last === 'refused' ? last : 'saved';
			else if (line === 'refused') last = line;
			else if (line !== 'aside') return this.#say(line);
		}
		if (last !== 'quiet' || this.line === 'offline' || this.line === 'signed-out') this.#say(last);
	}

	/** What an outcome changes: `kept` and `aside` let the next one leave. */
	#take(outcome: Outcome, one: Pending[number]): 'kept' | 'aside' | Line {
		this.#read();
		switch (outcome.kind) {
			case 'kept':
				this.known = { ...this.known, [one.statement]: { answer: one.answer, revision: outcome.revision } };
				this.awarded = outcome.awarded ?? this.awarded;
				this.#change(kept(this.pending, one.key, outcome.revision));
				return 'kept';
			case 'stale':
				this.known = outcome.answers;
				this.#change(stale(this.pending, one.key, outcome.answers[one.statement]!));
				return 'aside';
			case 'refused':
				this.problem = outcome.text;
				this.#change(dropped(this.pending, one.key));
				return 'refused';
			case 'other-person':
			case 'signed-out':
				if (!one.sent) this.#change(turnedBack(this.pending, one.key));
				if (outcome.kind === 'other-person') this.problem = outcome.text;
				return outcome.kind;
			case 'unreachable':
				return 'offline';
		}
	}

	#say(line: Line): void {
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
