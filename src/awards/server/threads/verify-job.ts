import { type Report, verifyBadge, type VerifyOptions } from '#openbadges';
import { type AskCallingThread, type Job, mustNotBeServingThread, type Threads } from '#platform/threads';
import { OWN_VERIFICATION_THREADS, VISITOR_VERIFICATION_THREADS } from './worker-pools.ts';

/** The input of a verification without its functions, so that it can be sent to another thread. */
interface Plain {
	readonly given: Uint8Array | string;
	/** The verification options that are plain values, such as the instant and the recipient. */
	readonly values: Readonly<Record<string, unknown>>;
	/**
	 * The names of the functions that the thread can call back, such as `statusSource` or
	 * `endorsementSources/statusSource`.
	 */
	readonly questions: readonly string[];
}

/** A function among the options of a verification, which the thread that verifies calls back. */
type JobFunction = (argument: unknown) => unknown;

/** The functions among the options, by the name of the question that each one answers. */
function answersOf(options: object, inside = ''): Map<string, JobFunction> {
	const found = new Map<string, JobFunction>();
	for (const [name, value] of Object.entries(options)) {
		if (typeof value === 'function') found.set(inside + name, value as JobFunction);
		else if (name === 'endorsementSources' && value)
			for (const [inner, answer] of answersOf(value as object, `${name}/`)) found.set(inner, answer);
	}
	return found;
}

/** Rebuilds the options on the thread that verifies: each function asks the thread that sent the job. */
function optionsOf({ values, questions }: Plain, ask: AskCallingThread): VerifyOptions {
	const options: Record<string, unknown> = { ...values };
	for (const question of questions) {
		const [name = '', inner] = question.split('/');
		const answer = (argument: unknown) => ask(question, argument);
		if (inner === undefined) options[name] = answer;
		else options[name] = { ...(options[name] as object | undefined), [inner]: answer };
	}
	return options as unknown as VerifyOptions;
}

/** Verifies a badge on the thread that calls it, which must not be the one that answers visitors. */
export async function verifyOnCallingThread(plain: Plain, ask: AskCallingThread): Promise<Report> {
	mustNotBeServingThread('A badge was being verified');
	return verifyBadge(plain.given, optionsOf(plain, ask));
}

const job = (pool: Job<Plain, Report>['pool']): Job<Plain, Report> => ({
	name: 'verify',
	pool,
	here: verifyOnCallingThread,
});
const VISITOR_JOB = job(VISITOR_VERIFICATION_THREADS);
const OWN_JOB = job(OWN_VERIFICATION_THREADS);

/**
 * Options of a verification: its queue (`ours`), the visitor whom it is for (`whose`), and a function that
 * receives the processor time used (`spent`, in ms).
 */
export interface VerifyThreadOptions {
	/**
	 * True for a badge of this service that is verified with the service's own register: the verification
	 * does not queue with those that visitors ask for.
	 */
	readonly ours?: boolean;
	readonly whose?: string | undefined;
	readonly spent?: ((ms: number) => void) | undefined;
}

/**
 * Verifies a badge, on a worker thread wherever visitors are served. The functions in `options` are called on
 * this thread, so that registers, limits and caches stay in one place. Throws the refusals of `Threads`.
 */
export function verifyOnThread(
	threads: Threads,
	given: Uint8Array | string,
	options: VerifyOptions,
	{ ours = false, whose, spent }: VerifyThreadOptions = {},
): Promise<Report> {
	const answers = answersOf(options);
	const values = Object.entries(options).filter(
		([name, value]) => typeof value !== 'function' && name !== 'endorsementSources',
	);
	const plain = { given, values: Object.fromEntries(values), questions: [...answers.keys()] };
	return threads.do(ours ? OWN_JOB : VISITOR_JOB, () => ({ input: plain }), {
		whose,
		answer: async (question, argument) => answers.get(question)?.(argument),
		...(spent && { spent }),
	});
}
