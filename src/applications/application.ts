import type { FrameworkVersion } from '#framework';
import type { ApplicationState } from './application-states.ts';
import type { Marking } from './marking.ts';
import type { ApplicationKind } from './application-kind.ts';
import type { Interview } from './prior-learning.ts';

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
	/** What it asks to be recognised: evidence, or prior learning. */
	readonly kind: ApplicationKind;
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
	/** Whether the two advisers who differ must settle it together, since there is no third. */
	readonly settling: boolean;
	readonly createdAt: Date;
	readonly submittedAt: Date | null;
	readonly decidedAt: Date | null;
}

/**
 * A piece of evidence in an application: a title, a link, a file or a logged learning activity, and the
 * person's reflection on what it shows.
 */
export interface Evidence {
	readonly id: string;
	readonly title: string;
	readonly link: string | null;
	/** Id of the logged learning activity that the evidence comes from, or null. */
	readonly training: string | null;
	readonly reflection: string;
	/** Id of the picture or document that the person gave, or null. */
	readonly file: string | null;
	/** Where or with whom, in the person's words; null where they do not say. */
	readonly context: string | null;
	/** Whether the person says that they shared it with colleagues. */
	readonly shared: boolean;
	readonly addedAt: Date;
}

/** A picture or a document given as evidence, as pages name and show it. */
export interface EvidenceFile {
	readonly id: string;
	/** The name it was sent under; '' when it had none. */
	readonly name: string;
	readonly type: string;
	/** Its size in bytes. */
	readonly bytes: number;
	/** Its size in pixels, for a picture. */
	readonly width: number | null;
	readonly height: number | null;
}

/**
 * A copy of what an application contained when the person sent it: the level they said and the evidence. Each
 * sending has its own.
 */
export interface Submission {
	readonly id: string;
	readonly said: string;
	readonly evidence: readonly {
		/** Id of the piece of evidence; absent in what was sent before 1 December 2026. */
		readonly id?: string;
		readonly title: string;
		readonly link: string | null;
		readonly reflection: string;
		/** Null for a piece without a file; absent in what was sent before evidence had files. */
		readonly file?: EvidenceFile | null;
		/** Absent where the person names no context, or sent it before contexts were asked. */
		readonly context?: string;
		/** True where the person says that they shared it; absent otherwise. */
		readonly shared?: boolean;
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
	/** What the adviser wrote to the person; may be empty in an acceptance of before 1 December 2026. */
	readonly reason: string;
	/** The level that the adviser observed; null unless the decision is an acceptance. */
	readonly level: string | null;
	readonly saidAtDecision: string;
	/** What the adviser marked, criterion by criterion and piece by piece. */
	readonly markings: readonly Marking[];
	/** The interview about what the person had learned before; null where there was none. */
	readonly interview: Interview | null;
	readonly at: Date;
}

/**
 * What one adviser thinks of what was sent, where a badge asks two advisers: each gives theirs apart, before they
 * may read any other.
 */
export interface Opinion {
	readonly id: string;
	/** Id of the submission that it is about. */
	readonly submission: string;
	/** Id of the RÉCIT service in whose name it is given; null for an adviser of the institution. */
	readonly service: string | null;
	/** Id of the adviser; null when their account has been erased. */
	readonly reviewer: string | null;
	readonly decision: Decision;
	readonly reason: string;
	/** The level observed; null unless the opinion is to accept. */
	readonly level: string | null;
	readonly saidAtDecision: string;
	/** What the adviser marked, criterion by criterion and piece by piece. */
	readonly markings: readonly Marking[];
	readonly at: Date;
}

/** One dated step of an application's history: begun, sent, withdrawn, or decided with a reason. */
export type ApplicationStep =
	| { readonly kind: 'started' | 'submitted' | 'withdrawn'; readonly at: Date }
	| {
			readonly kind: Decision;
			readonly at: Date;
			readonly reason: string;
			readonly level: string | null;
			readonly markings: readonly Marking[];
			readonly interview: Interview | null;
	  }
	/** What one of several advisers thought, apart, shown once it is decided. */
	| {
			readonly kind: 'opinion';
			readonly decision: Decision;
			readonly at: Date;
			readonly reason: string;
			readonly level: string | null;
			readonly markings: readonly Marking[];
	  };

/**
 * The history of an application, oldest first: when it was begun, sent, decided with which reasons, and
 * withdrawn; with what each of several advisers thought, once it led to a decision.
 */
export function applicationSteps(
	application: Application,
	submissions: readonly Submission[],
	reviews: readonly Review[],
	opinions: readonly Opinion[] = [],
): readonly ApplicationStep[] {
	const decisions = new Set(reviews.map(({ id }) => id));
	// The opinion that completed a decision has the id of its review, which tells it already.
	const decided = new Set(opinions.filter(({ id }) => decisions.has(id)).map(({ submission }) => submission));
	const steps: ApplicationStep[] = [
		...opinions
			.filter(({ id, submission }) => decided.has(submission) && !decisions.has(id))
			.map(({ decision, at, reason, level, markings }) => ({
				...{ kind: 'opinion' as const, decision, at, reason, level, markings },
			})),
		...submissions.map(({ at }) => ({ kind: 'submitted' as const, at })),
		...reviews.map(({ decision, at, reason, level, markings, interview }) => ({
			...{ kind: decision, at, reason, level, markings, interview },
		})),
	].sort((a, b) => a.at.getTime() - b.at.getTime());
	const withdrawn = application.state === 'withdrawn' && application.decidedAt;
	return [
		{ kind: 'started', at: application.createdAt },
		...steps,
		...(withdrawn ? [{ kind: 'withdrawn' as const, at: withdrawn }] : []),
	];
}
