/**
 * What of a person an institution may be given when they belong to another one too: its own things, and what
 * is the person’s wherever they are (answers, learning activities, files).
 */
export interface PartOfInstitution {
	readonly institution: string;
	/** Ids of what the institution holds of the person: their applications, badges, cohorts and requests there. */
	readonly things: ReadonlySet<string>;
}
