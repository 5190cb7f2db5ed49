import { isOwnBadge, readBadgeSegment } from '#badges';
import { knownBadges } from '#badges/server';
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
 * Version of the page of a badge: constant for a common one and for a version that is named, which never
 * changes; otherwise the version that an institution's own has now.
 */
const badge: ComputePageVersion = async (world, { badge: segment = '' }) => {
	const { id, version } = readBadgeSegment(segment);
	if (!isOwnBadge(id) || version !== null) return 'as-started';
	return `version ${(await knownBadges(world)).badge(id)?.version}`;
};
/** Adds to the version of a page what its foot shows: who offers the service. */
const withFoot =
	(version: ComputePageVersion): ComputePageVersion =>
	async (world, params) => {
		const content = await version(world, params);
		return content && JSON.stringify([content, serviceProvider(world)]);
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
