/** What a badge rests on, as it was when it was awarded: what is said, what is shown, what was observed. */
export interface AwardBasis {
	/** A standing of the dimension. */
	readonly said: string;
	/** What a situation showed: a level, or `starting` when it showed none yet; null when none was done. */
	readonly shown: string | null;
	/** The level an adviser accepted on evidence; null for a badge by rule. */
	readonly observed: string | null;
	/** Minutes of logged autoformation in the dimension. */
	readonly minutes: number;
	readonly reflections: number;
	/** Pieces of evidence examined. */
	readonly evidence: number;
}

/** A badge that a person received. The signed text never changes; a revocation is stored beside it. */
export interface Award {
	readonly id: string;
	readonly application: string | null;
	/** Null once the person left and kept the badge verifiable without a name. */
	readonly person: string | null;
	readonly institution: string;
	readonly issuer: string;
	readonly badge: string;
	readonly definitionVersion: number;
	readonly locale: 'fr' | 'en';
	readonly subject: string | null;
	/** The exact text that was signed; null once its person erased it. */
	readonly credential: string | null;
	readonly kid: string;
	readonly statusList: number;
	readonly statusIndex: number;
	readonly shortCode: string;
	readonly basis: AwardBasis | null;
	readonly decidedBy: string | null;
	/** Id of the original award, when this one is its translation. */
	readonly translationOf: string | null;
	readonly awardedAt: Date;
	readonly publishedAt: Date | null;
	readonly showsName: boolean;
	readonly revokedAt: Date | null;
	readonly revokedBy: string | null;
	readonly revocationReason: string | null;
}
