import type { BrowserStorage } from './browser-storage.ts';
import { DeviceDraft, forgetOldDrafts, type DraftKey } from './device-draft.ts';
import { sendDraft, type DraftOutcome, type EnteredFields } from './send-draft.ts';

/**
 * How the saving of a form's draft stands, for the form to announce: saved in the account, only on the
 * device, only in the page, session ended, or refused; `quiet` when there is nothing to say.
 */
export type DraftSavingStatus = 'quiet' | 'saved' | 'device' | 'page' | 'ended' | 'refused';

/** Reads and fills the fields of a form in the page. */
export interface FormFieldAccess {
	read(): EnteredFields;
	/** What the fields contained when the page was rendered, whatever the person has typed since. */
	rendered(): EnteredFields;
	fill(typed: EnteredFields): void;
}

/**
 * What the account had of a form's draft when the page was made: its revision (0: none), and another version
 * if two wait for the person to choose.
 */
export interface AccountDraft {
	readonly revision: number;
	readonly other: EnteredFields | null;
}

/**
 * Milliseconds between the last key and the sending of the draft to the account. If the person does not pause
 * that long, the draft is sent when the page is hidden or left.
 */
const SEND_DELAY_MS = 1_500;
/** Milliseconds before a draft is sent again when the service could not be reached. */
const RETRY_MS = 15_000;

/** The typed values as a text, to compare two versions of a form; an empty field equals an absent one. */
const plain = (typed: EnteredFields) =>
	JSON.stringify(
		Object.entries(typed)
			.filter(([, value]) => value.length > 0)
			.sort(([a], [b]) => (a < b ? -1 : 1)),
	);
const same = (one: EnteredFields, other: EnteredFields) => plain(one) === plain(other);

/** The fields of `typed` whose value differs from the one in `from`. */
const changedFields = (typed: EnteredFields, from: EnteredFields): EnteredFields =>
	Object.fromEntries(
		Object.entries(typed).filter(([name, value]) => !same({ [name]: value }, { [name]: from[name] ?? '' })),
	);

/**
 * Keeps the draft of a form while a person types: each change is stored on the device at once, and in their
 * account after a pause; then it is removed from the device. A version from another tab or device is never
 * overwritten: both are kept until the person chooses.
 */
export class Drafting {
	line = $state<DraftSavingStatus>('quiet');
	/** The sentence with which the service refused the draft, for the form to show. */
	problem = $state('');
	/** Another version of the draft, from another tab or device, until the person chooses between the two. */
	other = $state.raw<EnteredFields | null>(null);
	/** What the form contained when the two versions were found to differ. */
	mine = $state.raw<EnteredFields>({});
	readonly #whose: DraftKey;
	readonly #written: FormFieldAccess;
	readonly #device: DeviceDraft;
	readonly #keep: typeof sendDraft;
	readonly #now: () => number;
	#revision = $state(0);
	/**
	 * What the form contained before anything was typed, or after the service accepted it; absent before
	 * `open`.
	 */
	#initial: EnteredFields | undefined;
	/** The other version, when only this device has it: it is stored there until the person has chosen. */
	#otherOnDevice: EnteredFields | undefined;
	/** What the account has, as it was last sent. */
	#sent: EnteredFields | undefined;
	#settled = false;
	#dirty = false;
	/** False when the browser refused to store what was typed: it then lasts only as long as the page. */
	#lasting = true;
	#paused = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending: Promise<void> | undefined;

	constructor(
		whose: DraftKey,
		account: AccountDraft,
		written: FormFieldAccess,
		outside: { storage: BrowserStorage; keep?: typeof sendDraft; now?: () => number },
	) {
		this.#whose = whose;
		this.#revision = account.revision;
		this.other = account.other;
		this.#written = written;
		this.#keep = outside.keep ?? sendDraft;
		this.#now = outside.now ?? Date.now;
		this.#device = new DeviceDraft(whose, outside.storage);
		forgetOldDrafts(outside.storage, this.#now());
	}

	/** The revision of the account's draft that the form is based on, to be sent with the form. */
	get revision(): number {
		return this.#revision;
	}

	/**
	 * Restores the draft left on this device, if it is later than the account's; if the account's changed
	 * too, the person chooses. What was typed before this script had loaded is kept at once.
	 */
	open(): void {
		const there = this.#written.read();
		const rendered = this.#written.rendered();
		const early = changedFields(there, rendered);
		const isTyped = Object.keys(early).length > 0;
		this.mine = there;
		this.#initial = rendered;
		const left = this.#device.read();
		if (left?.other && !this.other) this.#keepBoth(left.other);
		if (!left || same(left.typed, there)) {
			if (isTyped || left?.other) return this.changed();
			if (!left || this.#revision === 0) return;
			// The account already has this draft: the page that sent it closed before the answer came.
			this.#device.remove();
			this.line = 'saved';
			return;
		}
		const isSameBase = left.revision === this.#revision || this.#revision === 0;
		if (isTyped) return this.#openTyped(early, isSameBase ? left.typed : there, left.typed);
		this.#written.fill(left.typed);
		this.mine = left.typed;
		this.#dirty = true;
		// The account's version comes once the person has chosen between the two that this device has.
		if (left.other) this.#revision = left.revision;
		if (isSameBase || left.other) return this.#soon();
		this.other = there;
	}

	/**
	 * Puts the fields typed before the script had loaded, `early`, over the version `base`. If the draft left
	 * on this device has other text in one of these fields, it stays as the other version, and the person
	 * chooses.
	 */
	#openTyped(early: EnteredFields, base: EnteredFields, left: EnteredFields): void {
		this.mine = { ...base, ...early };
		this.#written.fill(this.mine);
		const differs = changedFields(left, this.mine);
		const isSaidInBoth = Object.keys(differs).some((name) => {
			const wasRendered = { [name]: this.#initial?.[name] ?? '' };
			return !same({ [name]: differs[name] ?? '' }, wasRendered);
		});
		if (isSaidInBoth) this.#keepBoth(left);
		this.changed();
	}

	#keepBoth(other: EnteredFields): void {
		this.other = other;
		this.#otherOnDevice = other;
	}

	/**
	 * Must be called each time the person types or chooses something: stores the draft on the device. What
	 * was typed and taken back before it was saved leaves no draft.
	 */
	changed(): void {
		const typed = this.#written.read();
		// Leaving a field fires `change` once more. For what is already saved, nothing may move on the page:
		// the person may be about to press a button.
		if (!this.#dirty && this.#sent && same(typed, this.#sent)) return;
		if (this.#revision === 0 && !this.other && this.#initial && same(typed, this.#initial)) {
			clearTimeout(this.#timer);
			return this.#forget();
		}
		this.#dirty = true;
		this.#lasting = this.#device.write({
			revision: this.#revision,
			typed,
			at: this.#now(),
			...(this.#otherOnDevice && { other: this.#otherOnDevice }),
		});
		if (this.line === 'saved') this.line = 'quiet';
		if (!this.#lasting && this.line === 'quiet') this.line = 'page';
		else if (this.#lasting && this.line === 'page') this.line = 'quiet';
		this.#soon();
	}

	/** Whether closing the page now would lose something that the person typed. */
	get wouldLose(): boolean {
		return this.#dirty && !this.#lasting && !this.#paused;
	}

	/**
	 * Sends to the account what it does not have yet, unless the person must first choose between two
	 * versions.
	 */
	flush(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#sending ??= this.#send().finally(() => (this.#sending = undefined));
		return this.#sending;
	}

	/**
	 * Ends the choice between two versions: keeps this form's (`here`) or the other (`there`), and saves it.
	 */
	choose(which: 'here' | 'there'): Promise<void> {
		if (which === 'there' && this.other) this.#written.fill(this.other);
		this.other = null;
		this.#otherOnDevice = undefined;
		this.#settled = true;
		this.changed();
		return this.flush();
	}

	/** Must be called when the form is being sent: no draft is sent until `resume`. */
	pause(): void {
		this.#paused = true;
		clearTimeout(this.#timer);
	}

	/** Must be called when the form was refused or did not arrive: drafts are sent again. */
	resume(): void {
		this.#paused = false;
		if (this.#dirty) this.#soon();
	}

	/**
	 * Must be called when the service accepted the form, or its draft was discarded: deletes the draft from
	 * the device.
	 */
	done(): void {
		this.pause();
		this.#forget();
		this.#initial = this.#written.read();
	}

	#forget(): void {
		this.#dirty = false;
		this.#sent = undefined;
		this.#device.remove();
		this.line = 'quiet';
	}

	#soon(after = SEND_DELAY_MS): void {
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

	#take(answer: DraftOutcome, typed: EnteredFields): void {
		switch (answer.kind) {
			case 'kept':
				this.#revision = answer.revision;
				this.#settled = false;
				if (!same(typed, this.#written.read())) return this.changed();
				this.#dirty = false;
				this.#sent = typed;
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
				this.line = this.#lasting ? 'ended' : 'page';
				return;
			case 'unreachable':
				this.line = this.#lasting ? 'device' : 'page';
				return this.#soon(RETRY_MS);
		}
	}
}
