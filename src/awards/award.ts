import type { FrameworkVersion } from '#framework';

/**
 * What an award is based on, as it was when it was awarded: the person's self-assessment (said), their choice
 * in the situation (shown), the level an adviser accepted (observed), and counts.
 */
export interface AwardBasis {
	/** The person's standing in the dimension by self-assessment. */
	readonly said: string;
	/**
	 * The level of the person's choice in the situation, or `starting` if that choice shows none; null if
	 * they did not do the situation.
	 */
	readonly shown: string | null;
	/** The level that an adviser accepted on evidence; null for a badge that no adviser decided (by rule). */
	readonly observed: string | null;
	/** Minutes of logged learning activity in the dimension. */
	readonly minutes: number;
	readonly reflections: number;
	/** Number of pieces of evidence that the adviser examined. */
	readonly evidence: number;
	/**
	 * How two advisers came to the decision: apart with the same answer, by the answer of a third, or together after
	 * they differed; absent where one adviser decides, or nobody.
	 */
	readonly agreement?: 'apart' | 'third' | 'settled';
	/** The awards for which a milestone was given, in the order of its parts; absent for any other badge. */
	readonly parts?: readonly AwardPart[];
	/** For prior learning (RAC), what the adviser judged; absent where the badge was asked on evidence. */
	readonly priorLearning?: 'evidence' | 'interview' | 'both';
	/** How long the interview about prior learning lasted, in minutes; absent where there was none. */
	readonly interviewMinutes?: number;
	/** True where an adviser gave, on what was declared, a badge that a rule had not given. */
	readonly reconsidered?: boolean;
}

/**
 * An award for which a milestone was given, as it was then. A type, not an interface, so that it is assignable to
 * `Json`.
 */
export type AwardPart = {
	readonly award: string;
	readonly dimension: string;
	/** The version of the framework in which it was given. */
	readonly framework: FrameworkVersion;
	/** The level that an adviser accepted. */
	readonly level: string;
};

/**
 * What stands in the place of a person’s id as the one who revoked an award: the rule by which a milestone falls
 * with one of its parts. What it revoked may be given anew by rule; what a person revoked may not.
 */
export const REVOKED_BY_RULE = 'rule';

/**
 * A badge that a person received, as it is stored. Its signed text changes only when the award is signed
 * again; a revocation does not change that text.
 */
export interface Award {
	readonly id: string;
	readonly application: string | null;
	/** Id of the holder; null once they left and kept the badge verifiable without a name. */
	readonly person: string | null;
	readonly institution: string;
	readonly issuer: string;
	readonly badge: string;
	readonly definitionVersion: number;
	/** The version of the framework in which it was given, which never changes. */
	readonly frameworkVersion: FrameworkVersion;
	readonly locale: 'fr' | 'en';
	readonly subject: string | null;
	/** The exact text that was signed; null once it was erased because the holder left. */
	readonly credential: string | null;
	readonly kid: string;
	readonly statusList: number;
	readonly statusIndex: number;
	readonly shortCode: string;
	readonly basis: AwardBasis | null;
	readonly decidedBy: string | null;
	/** Id of the original award, if this award is its translation; otherwise null. */
	readonly translationOf: string | null;
	readonly awardedAt: Date;
	/** When it expires, to the second; null if it does not. */
	readonly validUntil: Date | null;
	readonly publishedAt: Date | null;
	readonly showsName: boolean;
	/**
	 * Whether the holder wants it bound to their e-mail address; only the signed text tells whether it is.
	 */
	readonly bindsEmail: boolean;
	/** When an adviser reconsidered what a rule had decided, at the holder's request; null until then. */
	readonly reconsideredAt: Date | null;
	/** What the adviser then said of the badge: that it holds, or that it should not have been given. */
	readonly reconsidered: 'kept' | 'doubted' | null;
	readonly revokedAt: Date | null;
	readonly revokedBy: string | null;
	readonly revocationReason: string | null;
}

/** How long, in minutes, pages announce an award to its holder as new. */
const MINUTES_NEW = 15;

/**
 * Returns whether an award is unrevoked and was given less than 15 minutes ago: then the page that follows
 * may announce it as new.
 */
export const isJustAwarded = (
	{ awardedAt, revokedAt = null }: Pick<Award, 'awardedAt'> & Partial<Pick<Award, 'revokedAt'>>,
	now: Date,
): boolean => revokedAt === null && now.getTime() - awardedAt.getTime() < MINUTES_NEW * 60_000;
