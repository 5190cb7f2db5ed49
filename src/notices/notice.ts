/** The kinds of notices to a person: what happened to their application, badge or cohort. */
export const NOTICE_KINDS = [
	'application-returned',
	'application-refused',
	'application-confirmed',
	'badge-given',
	'badge-revoked',
	'badge-expiring',
	'cohort-handed-over',
	'cohort-received',
] as const;

/** The kind of a notice: what happened to the person's application, badge or cohort. */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A notice to a person about one of their applications, badges or cohorts; it contains ids only, no text. */
export interface Notice {
	readonly id: string;
	readonly what: NoticeKind;
	/** Id of the application, the award or the cohort that the notice is about. */
	readonly thing: string;
	readonly at: Date;
	/** True until the person has opened the page of what it is about, or the page of notices. */
	readonly isNew: boolean;
}

/** An event as a use case recorded it (`recordEvent`). */
interface Recorded {
	readonly name: string;
	readonly person: string | null;
	readonly about: Readonly<Record<string, string | number | null>>;
}

/**
 * For each event that gives its person a notice: the notice's kind, and which field of the event holds the id
 * of the application, award or cohort that it is about.
 */
export const NOTICE_OF_EVENT: Readonly<
	Record<string, { readonly what: NoticeKind; readonly thing: string }>
> = {
	'application.returned': { what: 'application-returned', thing: 'application' },
	'application.refused': { what: 'application-refused', thing: 'application' },
	// A person kept what a rule had decided: no new badge tells it.
	'application.confirmed': { what: 'application-confirmed', thing: 'application' },
	// `application.accepted` gives no notice: the award that it leads to gives one.
	'award.given': { what: 'badge-given', thing: 'award' },
	'award.revoked': { what: 'badge-revoked', thing: 'award' },
	'award.expiring': { what: 'badge-expiring', thing: 'award' },
	'slip.offered': { what: 'cohort-handed-over', thing: 'cohort' },
	// Of the adviser to whom it was handed over.
	'handover.received': { what: 'cohort-received', thing: 'cohort' },
};

/**
 * The notice that an event gives its person; undefined when it gives none. An event without a person gives
 * none, and neither does an award that is a translation, since its person asked for it.
 */
export function noticeOfEvent({
	name,
	person,
	about,
}: Recorded): { readonly person: string; readonly what: NoticeKind; readonly thing: string } | undefined {
	const tells = NOTICE_OF_EVENT[name];
	const thing = tells && about[tells.thing];
	if (!tells || person === null || typeof thing !== 'string' || about['translationOf']) return undefined;
	return { person, what: tells.what, thing };
}
