/** The catalogue of the common badges that this installation can award, read from its badges folder. */
export { type Catalogue, catalogueOf, loadCatalogue } from './catalogue.ts';
/**
 * The badges of the service, common ones and those of institutions' own, as they stand now (`knownBadges`), or
 * for naming some of them (`knownBadgesFor`); and a badge in the version under which it was given.
 */
export {
	artworkAt,
	type BadgeVersion,
	definitionAt,
	type KnownBadges,
	knownBadges,
	knownBadgesFor,
} from './own/known-badges.ts';
/** A badge of an institution's own, or a drawing of one, as PNG. */
export { badgePng } from './own/badge-png.ts';
/**
 * An institution's own badges, for its administrators: the list, what importing a file would do, importing one,
 * exporting one, and whether one is offered.
 */
export {
	type AdministeredOwnBadge,
	administeredOwnBadges,
	type BadgeFilePreview,
	exportBadge,
	importBadge,
	type ImportedBadge,
	MOST_OWN_BADGES,
	offerOwnBadge,
	previewBadgeFile,
	withdrawOwnBadge,
} from './own/own-badges.ts';
/** Every version of the badges of an institution's own, for the export of the institution. */
export { ownBadgeVersionsOf } from './own/own-badge-store.ts';
/** Most bytes of the file of a badge that a form gives. */
export { LARGEST_BADGE_UPLOAD } from './own/badge-file-job.ts';
/** The schemas of the forms of an institution's own badges. */
export { badgeFileForm, ownBadgeForm } from './forms.ts';
/** The tables of this context, in the SQL dialect of a connection or transaction. */
export { tables as badgesTables } from './tables.ts';
