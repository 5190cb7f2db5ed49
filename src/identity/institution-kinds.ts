/**
 * The kinds of institutions, in the order they are offered: school service centre, school board, cégep,
 * private institution, RÉCIT service, other.
 */
export const INSTITUTION_KINDS = [
	'service-centre',
	'school-board',
	'cegep',
	'private',
	'recit',
	'other',
] as const;

/** The kind of an institution; pages word some texts by it. */
export type InstitutionKind = (typeof INSTITUTION_KINDS)[number];
