import type { BrowserStorage } from './browser-storage.ts';
import { DeviceDraft, forgetOldDrafts, type Whose } from './device-draft.ts';
import { keepDraft, type Kept, type Typed } from './keep-draft.ts';

/** How it goes, for the form to say it once. */
export type DraftLine = 'quiet' | 'saved' | 'device' | 'page' | 'ended' | 'refused';

/** A form as its page holds it. */
export interface Written {
	read(): Typed;
	fill(typed: Typed): void;
}

/** What the account had when the page was made. */
export interface FromAccount {
	readonly revision: number;
	readonly other: Typed | null;
}

/** A person writes on while it is saved: only a pause sends, and a text that never pauses is sent all the same. */
const PAUSE = 1_500;
const AGAIN = 15_000;

/** Empty fields and absent ones say the same. */
const plain = (typed: Typed) =>
	JSON.stringify(
		Object.entries(typed)
			.filter(([, value]) => value.length > 0)
			.sort(([a], [b]) => (a < b ? -1 : 1)),
	);
const same = (one: Typed, other: Typed) => plain(one) === plain(other);

/**
 * What somebody writes in a form: each change lies on the device at once, and in the account after a pause; it leaves
 * the device once the account has it. Another version, from another tab or device, is written over by nobody: both are
 * kept until the person chooses.
 */
export class Drafting {
	line = $state<DraftLine>('quiet');
	/** The sentence of a refusal. */
	problem = $state('');
	/** Another version, until the person chooses. */
	other = $state.raw<Typed | null>(null);
	/** What the form held when the two versions met. */
	mine = $state.raw<Typed>({});
	readonly #whose: Whose;
	readonly #written: Written;
	readonly #device: DeviceDraft;
	readonly #keep: typeof keepDraft;
	readonly #now: () => number;
	#revision = $state(0);
	#settled = false;
	#dirty = false;
	#paused = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending: Promise<void> | undefined;

	constructor(
		whose: Whose,
		account: FromAccount,
		written: Written,
		outside: { storage: BrowserStorage; keep?: typeof keepDraft; now?: () => number },
	) {
		this.#whose = whose;
		this.#revision = account.revision;
		this.other = account.other;
		this.#written = written;
		this.#keep = outside.keep ?? keepDraft;
		this.#now = outside.now ?? Date.now;
		this.#device = new DeviceDraft(whose, outside.storage);
		forgetOldDrafts(outside.storage, this.#now());
	}

	/** The revision that the form should say it was written over. */
	get revision(): number {
		return this.#revision;
	}

	/** Takes up what the device still holds. Later than the account's: it comes back, unless the account moved on too. */
	open(): void {
		const there = this.#written.read();
		this.mine = there;
		const left = this.#device.read();
		if (!left) return;
		if (same(left.typed, there)) {
			if (this.#revision > 0) this.#device.remove();
			return;
		}
		this.#written.fill(left.typed);
		this.mine = left.typed;
		this.#dirty = true;
		if (left.revision === this.#revision || this.#revision === 0) return this.#soon();
		this.other = there;
	}

	/** Something was typed or chosen. */
	changed(): void {
		const typed = this.#written.read();
		this.#dirty = true;
		const lasting = this.#device.write({ revision: this.#revision, typed, at: this.#now() });
		if (this.line === 'saved') this.line = 'quiet';
		if (!lasting && this.line === 'quiet') this.line = 'page';
		this.#soon();
	}

	/** Whether closing the page would lose something. */
	get wouldLose(): boolean {
		return this.#dirty && this.line === 'page' && !this.#paused;
	}

	/** Sends what the account does not have, unless the person has two versions to choose from. */
	flush(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#sending ??= this.#send().finally(() => (this.#sending = undefined));
		return this.#sending;
	}

	/** The person chooses which of the two versions stays. */
	choose(which: 'here' | 'there'): Promise<void> {
		if (which === 'there' && this.other) this.#written.fill(this.other);
		this.other = null;
		this.#settled = true;
		this.changed();
		return this.flush();
	}

	/** The form is being sent: nothing else leaves meanwhile. */
	pause(): void {
		this.#paused = true;
		clearTimeout(this.#timer);
	}

	/** It was refused, or did not arrive: the draft goes on. */
	resume(): void {
		this.#paused = false;
		if (this.#dirty) this.#soon();
	}

	/** It was sent, or thrown away: nothing of it stays on the device. */
	done(): void {
		this.pause();
		this.#dirty = false;
		this.#device.remove();
		this.line = 'quiet';
	}

	#soon(after = PAUSE): void {
		clearTimeout(this.#timer);
		if (!this.#paused) this.#timer = setTimeout(() => void this.flush(), after);
	}

	async #send(): Promise<void> {
		if (this.other || this.#paused || !this.#dirty) return;
		const typed = this.#written.read();
		const settled = this.#settled;
		const answer = await this.#keep({ ...this.#whose, revision: this.#revision, typed, settled });
		if (!this.#paused) this.#take(answer, typed);
	}

	#take(answer: Kept, typed: Typed): void {
		switch (answer.kind) {
			case 'kept':
				this.#revision = answer.revision;
				this.#settled = false;
				if (!same(typed, this.#written.read())) return this.changed();
				this.#dirty = false;
				this.#device.remove();
				this.line = 'saved';
				return;
			case 'stale':
				this.#revision = answer.revision;
				this.mine = typed;
				this.other = answer.typed;
				return;
			case 'refused':
				this.problem = answer.text;
				this.line = 'refused';
				return;
			case 'signed-out':
				this.line = this.line === 'page' ? 'page' : 'ended';
				return;
			case 'unreachable':
				if (this.line !== 'page') this.line = 'device';
				return this.#soon(AGAIN);
		}
	}
}
