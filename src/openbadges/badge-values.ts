/**
 * The public profile of a body as a badge states it: the issuer, or the body that assessed or defined the
 * achievement.
 */
export interface IssuerProfile {
	/** The body's DID, `did:web:…`. */
	readonly did: string;
	readonly name: string;
	/** The https address of the body's site. */
	readonly url: string;
	readonly email?: string | undefined;
	readonly description?: string | undefined;
}

/** A picture of a badge or an achievement; `caption` is its alternative text, in the badge's language. */
export interface Picture {
	readonly url: string;
	readonly caption?: string | undefined;
}

/** A link to what the achievement is aligned with, such as a dimension of a framework (OB 3.0, Alignment). */
export interface Alignment {
	readonly name: string;
	readonly url: string;
	readonly framework?: string | undefined;
	readonly description?: string | undefined;
	readonly code?: string | undefined;
	/**
	 * The type of the target of the alignment (OB 3.0, AlignmentTargetType): `CFItem` for an item of a CASE
	 * framework.
	 */
	readonly type?: 'CFItem' | undefined;
}

/** One level of the scale on which a result of a badge is expressed. */
export interface ResultScaleLevel {
	/** The id of a level: letters, digits and hyphens; it becomes the end of the level's address. */
	readonly id: string;
	readonly name: string;
	readonly description?: string | undefined;
}

/**
 * One result on which the badge is based: what the person says of themselves, what a situation shows, what
 * somebody observed… Each becomes a ResultDescription of the achievement and a Result of the person (OB 3.0).
 */
export type BasisResult = {
	/**
	 * The id of a result, such as `said`, `shown` or `observed`: letters, digits and hyphens, unique in the
	 * badge.
	 */
	readonly id: string;
	/** The name of the result for people: « Ce que dit la personne ». */
	readonly name: string;
} & (
	| {
			/** The levels of the scale, lowest first. */
			readonly levels: readonly ResultScaleLevel[];
			/** The `id` of the level reached. */
			readonly level: string;
			/** The `id` of the level that the badge requires. */
			readonly required?: string | undefined;
	  }
	| { readonly status: 'Completed' }
	| {
			/** The result, in words or figures: « 3 traces ». */
			readonly value: string;
	  }
);

/** A piece of evidence; without `url`, the badge describes it without a link. */
export interface BadgeEvidence {
	readonly url?: string | undefined;
	readonly name?: string | undefined;
	readonly narrative?: string | undefined;
	readonly description?: string | undefined;
	readonly genre?: string | undefined;
}

/** The hash of an e-mail as `hashIdentity` makes it, and the salt with which it was made. */
export interface HashedEmail {
	readonly hash: string;
	readonly salt: string;
}

/** The plain values from which an unsigned badge is built. All texts are in the language `language`. */
export interface BadgeValues {
	/** The https address of the award, which becomes the credential's id. */
	readonly id: string;
	readonly issuer: IssuerProfile;
	/** The language of all texts of the badge: a BCP 47 tag, `fr`, `en`… */
	readonly language: string;
	readonly name: string;
	readonly description?: string | undefined;
	/** The start of validity, cut to the whole second. */
	readonly validFrom: Date;
	readonly validUntil?: Date | undefined;
	/** When the badge was awarded; defaults to `validFrom`. */
	readonly awardedAt?: Date | undefined;
	readonly image?: Picture | undefined;
	readonly recipient: {
		/**
		 * The recipient's id: a DID, or a pairwise id (`urn:uuid:…`) that no other issuer uses for this
		 * person.
		 */
		readonly id: string;
		/**
		 * A verified e-mail, or its hash made before: only the hash, with this salt, is written in the badge,
		 * never the address.
		 */
		readonly email?: { readonly address: string; readonly salt: string } | HashedEmail | undefined;
	};
	readonly achievement: {
		/** The https address of the definition of the achievement, which becomes its id. */
		readonly id: string;
		/**
		 * The type of the achievement: `Competency`, `Badge`, `MicroCredential`… or `ext:…` (OB 3.0,
		 * enumeration AchievementType).
		 */
		readonly type: string;
		readonly name: string;
		readonly description: string;
		readonly criteria: { readonly url?: string | undefined; readonly narrative?: string | undefined };
		readonly image?: Picture | undefined;
		readonly version?: string | undefined;
		readonly tags?: readonly string[] | undefined;
		readonly alignments?: readonly Alignment[] | undefined;
		/** Who wrote the definition of the achievement, if it is not the issuer. */
		readonly creator?: IssuerProfile | undefined;
		/** Other versions of the same achievement's definition, such as the one in the other language. */
		readonly related?:
			| readonly {
					readonly id: string;
					readonly language?: string | undefined;
					readonly version?: string | undefined;
			  }[]
			| undefined;
	};
	/** Who assessed the achievement on the issuer's behalf (OB 3.0, AchievementSubject, `source`). */
	readonly assessedBy?: IssuerProfile | undefined;
	readonly basis?: readonly BasisResult[] | undefined;
	readonly evidence?: readonly BadgeEvidence[] | undefined;
	/** The badge's entry in the issuer's status list: the https address of the list and the index in it. */
	readonly status?: { readonly list: string; readonly index: number } | undefined;
}
