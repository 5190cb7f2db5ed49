import type { FrameworkVersion } from '#framework';
import type { ApplicationState } from './application-states.ts';

/** What an adviser can decide about an application: accept it, return it to the person, or refuse it. */
export type Decision = 'accept' | 'return' | 'refuse';

/** A person's request for a badge, whose evidence an adviser reviews. */
export interface Application {
	readonly id: string;
	readonly person: string;
	readonly institution: string;
	readonly badge: string;
	readonly definitionVersion: number;
	/** The version of the framework in which it was begun, and in which it is judged. */
	readonly frameworkVersion: FrameworkVersion;
	/** The language in which the badge will be signed. */
	readonly locale: 'fr' | 'en';
	readonly state: ApplicationState;
	/**
	 * The application's revision number, raised at each change; a form made from an older revision is
	 * refused.
	 */
	readonly revision: number;
	/** Whether the titles, links and reflections of the evidence are written in the signed badge. */
	readonly evidenceInBadge: boolean;
	/** Whether the person wants the badge bound to their e-mail address. */
	readonly bindsEmail: boolean;
	readonly createdAt: Date;
	readonly submittedAt: Date | null;
	readonly decidedAt: Date | null;
}

/**
 * A piece of evidence in an application: a title, a link or a logged learning activity, and the person's
 * reflection on what it shows.
 */
export interface Evidence {
	readonly id: string;
	readonly title: string;
	readonly link: string | null;
	/** Id of the logged learning activity that the evidence comes from, or null. */
	readonly training: string | null;
	readonly reflection: string;
	readonly addedAt: Date;
}

/**
 * A copy of what an application contained when the person sent it: the level they said and the evidence. Each
 * sending has its own.
 */
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

/**
 * An adviser's decision on an application, with the reason, the level observed and the level that the person
 * said at that time.
 */
export interface Review {
	readonly id: string;
	/** Id of the adviser who decided; null when their account has been erased. */
	readonly reviewer: string | null;
	readonly decision: Decision;
	/** The adviser's reason; empty for an acceptance without remarks. */
	readonly reason: string;
	/** The level that the adviser observed; null unless the decision is an acceptance. */
	readonly level: string | null;
	readonly saidAtDecision: string;
	readonly at: Date;
}

/** One dated step of an application's history: begun, sent, withdrawn, or decided with a reason. */
export type ApplicationStep =
	| { readonly kind: 'started' | 'submitted' | 'withdrawn'; readonly at: Date }
	| { readonly kind: Decision; readonly at: Date; readonly reason: string; readonly level: string | null };

/**
 * The history of an application, oldest first: when it was begun, sent, decided with which reasons, and
 * withdrawn.
 */
export function applicationSteps(
	application: Application,
	submissions: readonly Submission[],
	reviews: readonly Review[],
): readonly ApplicationStep[] {
	const steps: ApplicationStep[] = [
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
