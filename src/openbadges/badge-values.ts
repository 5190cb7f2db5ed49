/** The public profile of the issuing body. */
export interface IssuerProfile {
	/** Its DID, `did:web:…`. */
	readonly did: string;
	readonly name: string;
	/** Its https address. */
	readonly url: string;
	readonly email?: string | undefined;
	readonly description?: string | undefined;
}

/** A picture by its address; `caption` is its alternative text, in the badge's language. */
export interface Picture {
	readonly url: string;
	readonly caption?: string | undefined;
}

/** A link to what the achievement is about, such as a dimension of a framework. */
export interface Alignment {
	readonly name: string;
	readonly url: string;
	readonly framework?: string | undefined;
	readonly description?: string | undefined;
	readonly code?: string | undefined;
	/** What kind of thing it is (OB 3.0, AlignmentTargetType): `CFItem` for an item of CASE. */
	readonly type?: 'CFItem' | undefined;
}

/** One level of a scale on which something was placed. */
export interface BasisLevel {
	/** Letters, digits and hyphens; becomes part of the level's address. */
	readonly id: string;
	readonly name: string;
	readonly description?: string | undefined;
}

/**
 * One thing the badge rests on (what the person says, what a situation showed, what somebody observed).
 * Each becomes a ResultDescription of the achievement and a Result of the person (OB 3.0).
 */
export type Basis = {
	/** `said`, `shown`, `observed`…: letters, digits and hyphens, once per badge. */
	readonly id: string;
	/** In words: « Ce que dit la personne ». */
	readonly name: string;
} & (
	| {
			/** The scale, lowest first. */
			readonly levels: readonly BasisLevel[];
			/** The `id` of the level reached. */
			readonly level: string;
			/** The `id` of the level that the badge asks for. */
			readonly required?: string | undefined;
	  }
	| { readonly status: 'Completed' }
	| {
			/** What was found, in words or figures: « 3 traces ». */
			readonly value: string;
	  }
);

/** A piece of evidence; without `url`, the badge tells of it without showing it. */
export interface Evidence {
	readonly url?: string | undefined;
	readonly name?: string | undefined;
	readonly narrative?: string | undefined;
	readonly description?: string | undefined;
	readonly genre?: string | undefined;
}

/** The plain values of a badge. Texts are in one language, `language`. */
export interface BadgeValues {
	/** The https address of the award, which is the credential's id. */
	readonly id: string;
	readonly issuer: IssuerProfile;
	/** `fr`, `en`…, a BCP 47 tag. */
	readonly language: string;
	readonly name: string;
	readonly description?: string | undefined;
	/** When the credential begins to hold; its fraction of a second is dropped. */
	readonly validFrom: Date;
	readonly validUntil?: Date | undefined;
	/** When the badge was awarded; the same as `validFrom` unless given. */
	readonly awardedAt?: Date | undefined;
	readonly image?: Picture | undefined;
	readonly recipient: {
		/** Pairwise `urn:uuid:…` (or a DID). */
		readonly id: string;
		/** A verified e-mail, hashed with this salt into the badge; the badge never holds it in clear. */
		readonly email?: { readonly address: string; readonly salt: string } | undefined;
	};
	readonly achievement: {
		/** The https address of the definition. */
		readonly id: string;
		/** `Competency`, `Badge`, `MicroCredential`… or `ext:…` (OB 3.0, enumeration AchievementType). */
		readonly type: string;
		readonly name: string;
		readonly description: string;
		readonly criteria: { readonly url?: string | undefined; readonly narrative?: string | undefined };
		readonly image?: Picture | undefined;
		readonly version?: string | undefined;
		readonly tags?: readonly string[] | undefined;
		readonly alignments?: readonly Alignment[] | undefined;
		/** Who wrote the definition, if it is not implied by the issuer. */
		readonly creator?: IssuerProfile | undefined;
		/** The same definition elsewhere, such as in the other language. */
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
	readonly basis?: readonly Basis[] | undefined;
	readonly evidence?: readonly Evidence[] | undefined;
	/** The entry of the badge in the issuer's list of revoked badges. */
	readonly status?: { readonly list: string; readonly index: number } | undefined;
}
