import {
	type Answer,
	dimensionRows,
	dimensionView,
	standingFromStatementAnswers,
	statementByLevel,
} from '#assessment';
import { StatementLoader } from '#presentation/answering/statement-loader.svelte.ts';
import {
	eraseTrial,
	hasLastingStorage,
	readTrial,
	type TrialAnswers,
	writeTrial,
} from '#presentation/answering/trial-store.ts';
import { TRIAL_STORAGE_NAME } from '#presentation/answering/storage-names.ts';
import { askBeforeLosing } from '#ui/browser-storage.ts';
import { askNextSteps, type NextSteps } from './next-steps.ts';

/**
 * A trial of the self-assessment without an account, with the same statements and rules. Its answers leave
 * the browser only when the person asks for their result as a PDF (the service keeps nothing of them) or
 * keeps them in an account.
 */
export class Trial {
	now = $state.raw<TrialAnswers>();
	/** False when the browser's storage is refused: the answers then last only as long as the page. */
	lasting = $state(true);
	/** True once the browser's storage has been read. */
	ready = $state(false);
	/**
	 * Incremented when another tab changes the answers, so that the page renders the choices again.
	 */
	epoch = $state(0);
	readonly texts = new StatementLoader();
	/**
	 * The next steps by dimension and standing; undefined until they are loaded, or when they could not be.
	 */
	next = $state.raw<NextSteps>();
	readonly version: string;

	constructor(version: string) {
		this.version = version;
	}

	answerTo = (statement: string): Answer | null => this.now?.answers[statement] ?? null;
	#answered = (statement: string) => this.answerTo(statement) !== null;

	readonly rows = $derived(
		this.texts.all && this.now ? dimensionRows(this.texts.all, this.now.mode, this.#answered) : [],
	);
	readonly answered = $derived(this.rows.reduce((sum, one) => sum + one.answered, 0));
	readonly total = $derived(this.rows.reduce((sum, one) => sum + one.total, 0));
	/** Each dimension with its statements and the level that the answers so far say. */
	readonly said = $derived(
		(this.texts.all?.dimensions ?? []).map((one) => ({
			dimension: one,
			said: standingFromStatementAnswers(statementByLevel(one), this.answerTo),
		})),
	);

	view = (slug: string) =>
		this.texts.all && this.now
			? dimensionView(this.texts.all, this.now.mode, slug, this.#answered)
			: undefined;

	/**
	 * Restores the trial kept in the browser's storage, if there is one. Resolves to false when its
	 * statements could not be loaded.
	 */
	async open(): Promise<boolean> {
		this.lasting = hasLastingStorage();
		this.now = readTrial();
		if (this.now) await this.#fetch();
		this.ready = true;
		return !this.now || this.texts.all !== undefined;
	}

	/**
	 * Takes over what another tab did with the trial: new answers, or its erasure. `name` is the name of the
	 * entry that changed in the browser's storage; null when all of the storage was cleared.
	 */
	async changedElsewhere(name: string | null): Promise<void> {
		if (name !== null && name !== TRIAL_STORAGE_NAME) return;
		this.now = readTrial();
		this.epoch += 1;
		await this.#fetch();
	}

	async begin(choice: Pick<TrialAnswers, 'audience' | 'mode'>): Promise<boolean> {
		// Answers are dropped when the audience changes: another audience has other statements.
		const before = readTrial() ?? this.now;
		const answers = before?.audience === choice.audience ? before.answers : {};
		this.now = { ...choice, answers };
		await this.#fetch();
		if (this.texts.all) this.#write(this.now);
		return this.texts.all !== undefined;
	}

	/** Stores an answer. Keeps the answers that other tabs have stored since this tab read the trial. */
	answer(statement: string, answer: Answer): void {
		if (!this.now) return;
		const stored = readTrial();
		const isSame = stored?.audience === this.now.audience;
		const trial = isSame ? { ...stored, mode: this.now.mode } : this.now;
		this.#write({ ...trial, answers: { ...trial.answers, [statement]: answer } });
	}

	erase(): void {
		eraseTrial();
		this.now = undefined;
	}

	#write(trial: TrialAnswers): void {
		this.now = trial;
		this.lasting = writeTrial(trial);
		if (!this.lasting) askBeforeLosing(TRIAL_STORAGE_NAME);
	}

	async #fetch(): Promise<void> {
		if (!this.now) return;
		const { audience } = this.now;
		// Steps and statements are loaded in parallel, so that the result does not move once it is drawn.
		const [next] = await Promise.all([
			askNextSteps(this.version, audience),
			this.texts.take({ version: this.version, audience }),
		]);
		this.next = next;
	}
}
