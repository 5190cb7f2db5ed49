import { ownerSlug, readBadgeSegment } from '#badges';
import { frameworkRevision } from '#framework/server';
import { knownBadges } from '#badges/server';
import { institutionBySlug } from '#identity/server';
import { publicAwardPageHash, publicSignedTextHash } from '#awards/server';
import type { ComputePageVersion } from '#web/cache-public-pages.ts';
import { serviceProvider } from '#web/service-provider.ts';

/**
 * Version of the pages that depend only on the code and settings of the running service: constant until it is
 * restarted.
 */
const always: ComputePageVersion = () => 'as-started';

const award: ComputePageVersion = (world, { id = '' }) => publicAwardPageHash(world, id);
/**
 * Version of the page of a badge: constant for a common one; for one of an institution's own, the version that
 * is named or offered now, and the name of the institution.
 */
const badge: ComputePageVersion = async (world, { badge: segment = '' }) => {
	const { id, version } = readBadgeSegment(segment);
	const slug = ownerSlug(id);
	const known = slug !== null && (await knownBadges(world)).badge(id);
	if (slug === null || !known) return 'as-started';
	return JSON.stringify([version ?? known.version, (await institutionBySlug(world, slug)).name]);
};
/** Adds to the version of a page what its foot shows, who offers the service, and the framework's words. */
const withFoot =
	(version: ComputePageVersion): ComputePageVersion =>
	async (world, params) => {
		const content = await version(world, params);
		return content && JSON.stringify([content, serviceProvider(world), frameworkRevision()]);
	};
const text: ComputePageVersion = (world, { id = '' }) => publicSignedTextHash(world, id);

/**
 * By route id: the function that returns the version of a page that is the same for every visitor who is not
 * signed in. The cached response is used until the version changes (docs/decisions/0041).
 */
export const PUBLIC_PAGE_VERSIONS: Readonly<Record<string, ComputePageVersion>> = {
	'/(public)': withFoot(always),
	'/(public)/badges': withFoot(always),
	'/(public)/badges/[badge=badge]': withFoot(badge),
	'/(public)/b/[id=id]': withFoot(award),
	'/(public)/b/[id=id].json': text,
};
