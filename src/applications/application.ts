import type { ApplicationState } from './application-states.ts';

/** What an adviser answers to an application. */
export type Decision = 'accept' | 'return' | 'refuse';

/** A person's request that an adviser look at evidence for one badge. */
export interface Application {
	readonly id: string;
	readonly person: string;
	readonly institution: string;
	readonly badge: string;
	readonly definitionVersion: number;
	/** The language the badge will be signed in. */
	readonly locale: 'fr' | 'en';
	readonly state: ApplicationState;
	/** Grows at each change; a form that holds an older one is refused. */
	readonly revision: number;
	/** Whether titles, links and reflections are written inside the signed badge. */
	readonly evidenceInBadge: boolean;
	readonly createdAt: Date;
	readonly submittedAt: Date | null;
	readonly decidedAt: Date | null;
}

/** One piece of evidence and what it shows, in the person's words. */
export interface Evidence {
	readonly id: string;
	readonly title: string;
	readonly link: string | null;
	/** The logged autoformation it comes from. */
	readonly training: string | null;
	readonly reflection: string;
	readonly addedAt: Date;
}

/** What was sent once, as it was then. */
export interface Submission {
	readonly id: string;
	readonly said: string;
	readonly evidence: readonly {
		readonly title: string;
		readonly link: string | null;
		readonly reflection: string;
	}[];
	readonly at: Date;
}

/** What an adviser answered once. */
export interface Review {
	readonly id: string;
	/** Null once the adviser has left. */
	readonly reviewer: string | null;
	readonly decision: Decision;
	/** Empty for an acceptance without remarks. */
	readonly reason: string;
	/** The level observed, for an acceptance. */
	readonly level: string | null;
	readonly saidAtDecision: string;
	readonly at: Date;
}

/** One line of an application's history, oldest first. */
export type Step =
	| { readonly kind: 'started' | 'submitted' | 'withdrawn'; readonly at: Date }
	| { readonly kind: Decision; readonly at: Date; readonly reason: string; readonly level: string | null };

/** The history of an application: when it was begun, sent and answered, with the reasons given. */
export function stepsOf(
	application: Application,
	submissions: readonly Submission[],
	reviews: readonly Review[],
): readonly Step[] {
	const steps: Step[] = [
		...submissions.map(({ at }) => ({ kind: 'submitted' as const, at })),
		...reviews.map(({ decision, at, reason, level }) => ({ kind: decision, at, reason, level })),
	].sort((a, b) => a.at.getTime() - b.at.getTime());
	const withdrawn = application.state === 'withdrawn' && application.decidedAt;
	return [
		{ kind: 'started', at: application.createdAt },
		...steps,
		...(withdrawn ? [{ kind: 'withdrawn' as const, at: withdrawn }] : []),
	];
}
