import { type Answer, dimensionRows, dimensionView, saidFromAnswers, tellsOf } from '#assessment';
import { Statements } from '#presentation/answering/statements.svelte.ts';
import { eraseTrial, readTrial, type TrialAnswers, writeTrial } from '#presentation/answering/trial-store.ts';

/** A trial as it is lived in a browser: the same statements and the same rules, and nothing leaves it. */
export class Trial {
	now = $state.raw<TrialAnswers>();
	/** False where the browser keeps nothing: the answers last as long as the page. */
	lasting = $state(true);
	/** Whether the browser was looked into yet. */
	ready = $state(false);
	readonly texts = new Statements();
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
	/** What is said of each dimension, with its place in the questionnaire. */
	readonly said = $derived(
		(this.texts.all?.dimensions ?? []).map((one) => ({
			dimension: one,
			said: saidFromAnswers(tellsOf(one), this.answerTo),
		})),
	);

	view = (slug: string) =>
		this.texts.all && this.now
			? dimensionView(this.texts.all, this.now.mode, slug, this.#answered)
			: undefined;

	/** Looks into the browser; a trial begun before goes on. */
	async open(): Promise<void> {
		this.now = readTrial();
		if (this.now) await this.#fetch();
		this.ready = true;
	}

	async begin(choice: Pick<TrialAnswers, 'audience' | 'mode'>): Promise<boolean> {
		// Another audience has other statements: what was answered to the first would mean nothing there.
		const answers = this.now?.audience === choice.audience ? this.now.answers : {};
		this.now = { ...choice, answers };
		await this.#fetch();
		if (this.texts.all) this.lasting = writeTrial(this.now);
		return this.texts.all !== undefined;
	}

	answer(statement: string, answer: Answer): void {
		if (!this.now) return;
		this.now = { ...this.now, answers: { ...this.now.answers, [statement]: answer } };
		this.lasting = writeTrial(this.now);
	}

	erase(): void {
		eraseTrial();
		this.now = undefined;
	}

	async #fetch(): Promise<void> {
		if (this.now) await this.texts.take({ version: this.version, audience: this.now.audience });
	}
}
