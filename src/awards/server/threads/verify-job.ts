import { type Report, verify, type VerifyOptions } from '#openbadges';
import { type AskBack, type Job, mustNotServe, type Threads } from '#platform/threads';
import { OURS, VISITORS } from './crews.ts';

/** Everything a verification is given but what answers questions. */
interface Plain {
	readonly given: Uint8Array | string;
	/** What is a value: the instant, the recipient. */
	readonly values: Readonly<Record<string, unknown>>;
	/** The names of the questions that may be asked back, such as `statusSource` or `endorsementSources/statusSource`. */
	readonly questions: readonly string[];
}

type Answer = (argument: unknown) => unknown;

/** The functions among some options, by the question each one answers. */
function answersOf(options: object, inside = ''): Map<string, Answer> {
	const found = new Map<string, Answer>();
	for (const [name, value] of Object.entries(options)) {
		if (typeof value === 'function') found.set(inside + name, value as Answer);
		else if (name === 'endorsementSources' && value)
			for (const [inner, answer] of answersOf(value as object, `${name}/`)) found.set(inner, answer);
	}
	return found;
}

/** The options again, each function asked back of whoever gave the job. */
function optionsOf({ values, questions }: Plain, ask: AskBack): VerifyOptions {
	const options: Record<string, unknown> = { ...values };
	for (const question of questions) {
		const [name = '', inner] = question.split('/');
		const answer = (argument: unknown) => ask(question, argument);
		if (inner === undefined) options[name] = answer;
		else options[name] = { ...(options[name] as object | undefined), [inner]: answer };
	}
	return options as unknown as VerifyOptions;
}

/** Verifies, on whatever thread this runs. */
export async function verifyHere(plain: Plain, ask: AskBack): Promise<Report> {
	mustNotServe('A badge was being verified');
	return verify(plain.given, optionsOf(plain, ask));
}

const job = (crew: Job<Plain, Report>['crew']): Job<Plain, Report> => ({
	name: 'verify',
	crew,
	here: verifyHere,
});
const OF_VISITORS = job(VISITORS);
const OF_OURS = job(OURS);

/** Whose badge it is, for whom, and who is told what it cost. */
export interface Verifying {
	/** One of ours, by our own register: it waits for no visitor's. */
	readonly ours?: boolean;
	readonly whose?: string | undefined;
	readonly spent?: ((ms: number) => void) | undefined;
}

/**
 * Verifies on another thread wherever visitors are served; the sources are asked on this one, so that registers, limits
 * and what is remembered stay in one place. Refuses as `Threads` does.
 */
export function verifyOnThread(
	threads: Threads,
	given: Uint8Array | string,
	options: VerifyOptions,
	{ ours = false, whose, spent }: Verifying = {},
): Promise<Report> {
	const answers = answersOf(options);
	const values = Object.entries(options).filter(
		([name, value]) => typeof value !== 'function' && name !== 'endorsementSources',
	);
	const plain = { given, values: Object.fromEntries(values), questions: [...answers.keys()] };
	return threads.do(ours ? OF_OURS : OF_VISITORS, () => ({ input: plain }), {
		whose,
		answer: async (question, argument) => answers.get(question)?.(argument),
		...(spent && { spent }),
	});
}
