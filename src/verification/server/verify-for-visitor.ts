import { type CheckId, LARGEST_BADGE_FILE, LARGEST_JSON, type Report } from '#openbadges';
import { badgeAddress, readBadgeAddress } from '#awards';
import { Refusal, USUAL_TIME_ZONE } from '#platform';
import { addressGroup, type World } from '#platform/server';
import type { WordedReport } from '../worded-report.ts';
import { readAddress } from '../typed-address.ts';
import { definitionAddress, publishedAwardFacts } from '#awards/server';
import { badgeSegment, readBadgeSegment } from '#badges';
import { definitionAt } from '#badges/server';
import type { VisitorVerifyOptions } from './how-to-verify.ts';
import { type ReportAdditions, reportAsJson } from './report-as-json.ts';
import { isPdf, pdfLinksOf } from './sheet-job.ts';
import { visitorJobOptions } from './verification-limits.ts';
import { verifyFileOrText, verifyPublished, verifyTyped } from './verify-given.ts';

/** What a visitor submits: the bytes of a file, or the text that they typed or pasted. */
export type VisitorSubmission = { readonly file: Uint8Array } | { readonly typed: string };

/** The largest file accepted for verification, in bytes. */
export const LARGEST_FILE = LARGEST_BADGE_FILE;
/** The longest text accepted for verification, in bytes. */
export const LARGEST_TEXT = LARGEST_JSON;

const PASSED: readonly string[] = ['pass', 'warn'];

/** Whether a badge is proven to be ours: its issuer is this site, and its signature and binding passed. */
function isOurs({ checks }: Report): boolean {
	const passed = (id: CheckId) => checks.some((one) => one.id === id && PASSED.includes(one.outcome));
	return checks.some(({ reason }) => reason === 'this-site') && passed('signature') && passed('binding');
}

/** The address of our drawing of the badge, if it is one of ours and in the catalogue; else null. */
async function ownPicture(world: World, report: Report): Promise<string | null> {
	// The English texts of a badge are a fragment of its address (`achievementId`); the picture has none.
	const address = report.achievement?.id?.replace(/#en$/, '');
	if (address === undefined || !isOurs(report)) return null;
	const { id: badge, version } = readBadgeSegment(address.slice(definitionAddress(world.origin, '').length));
	const definition = await definitionAt(world, { badge, definitionVersion: version ?? 0 });
	const stands = definition && definitionAddress(world.origin, badgeSegment(definition)) === address;
	return stands ? `${address}/artwork.svg` : null;
}

/**
 * What the JSON report needs besides the engine's report; `award` is the id of the published award, if the
 * badge is one.
 */
type ReportContext = Required<Pick<ReportAdditions, 'at' | 'locale' | 'sheet'>> & {
	readonly award?: string | null;
};

async function told(
	world: World,
	report: Report,
	{ at, locale, sheet, award = null }: ReportContext,
): Promise<WordedReport> {
	const page = award && badgeAddress(world.origin, award);
	const own = await ownPage(world, report);
	return reportAsJson(report, {
		at,
		// The visitor is not signed in, so their time zone is unknown: dates are given in Québec's.
		timeZone: USUAL_TIME_ZONE,
		locale,
		picture: await ownPicture(world, report),
		page,
		sheet,
		...own,
	});
}

/**
 * The address of the page of a published badge that is proven ours, and the holder's name if the page shows
 * it; empty for any other badge. The form in which the badge was submitted makes no difference.
 */
async function ownPage(world: World, report: Report): Promise<Pick<ReportAdditions, 'page' | 'holder'>> {
	const id = report.credential?.['id'];
	if (typeof id !== 'string' || !isOurs(report)) return {};
	const named = readBadgeAddress(id);
	const award = named && (await publishedAwardFacts(world, named.award));
	return award?.address === id ? { page: id, holder: award.holder } : {};
}

/**
 * Throws `recognition.page-is-copy` if a typed address is that of the page of a published badge of ours, but
 * on another host: such a page is a copy.
 */
async function refuseCopy(world: World, typed: string): Promise<void> {
	const given = URL.parse(readAddress(typed.slice(0, 2048), world.origin) ?? '');
	const named = given && readBadgeAddress(given.href);
	if (!named || named.form !== null || given.host === new URL(world.origin).host) return;
	const award = await publishedAwardFacts(world, named.award);
	if (award && new URL(award.address).host !== given.host)
		throw new Refusal('recognition.page-is-copy', {
			field: 'text',
			params: { address: award.address },
			page: award.address,
		});
}

/**
 * The address of the badge of ours to which a PDF links: a printed sheet, or the badge's page printed by a
 * browser. If the PDF links to none or to several, throws a refusal that says what to submit instead.
 */
async function addressOnSheet(world: World, file: Uint8Array, how: VisitorVerifyOptions): Promise<string> {
	const whose = how.visitor === undefined ? undefined : addressGroup(how.visitor);
	const links = await pdfLinksOf(world.threads, file, { whose, ...(how.spent && { spent: how.spent }) });
	const here = new URL(world.origin).host;
	const ours = new Set<string>();
	for (const link of new Set(links)) {
		const named = readBadgeAddress(link);
		if (named?.form !== null) continue;
		// The second condition accepts a sheet printed when the service had another origin: its link is the
		// address with which the badge was signed.
		const { host, origin } = new URL(link);
		const page = badgeAddress(origin, named.award);
		const stands = host === here || (await publishedAwardFacts(world, named.award))?.address === page;
		if (stands) ours.add(page);
	}
	const [address, another] = ours;
	if (address === undefined) throw new Refusal('recognition.pdf-not-sheet', { field: 'file' });
	if (another !== undefined) throw new Refusal('recognition.pdf-several', { field: 'file' });
	return address;
}

/**
 * Verifies what a visitor submits and returns the report. Refuses an empty submission
 * (`recognition.nothing-given`), one that is too long (`recognition.given-too-large`,
 * `recognition.text-too-long`), the code of no published badge (`recognition.code-unknown`), a code of a
 * wrong length (`recognition.code-length`), a badge of ours whose holder deleted their account
 * (`recognition.copy-not-kept`, `recognition.copy-not-kept-revoked`), the page of a badge of ours copied to
 * another host (`recognition.page-is-copy`), and a PDF that is no sheet of ours (`recognition.pdf-not-sheet`,
 * `recognition.pdf-several`, `recognition.pdf-unpublished`). Also throws `platform.overloaded` and
 * `platform.too-costly` (503). Nothing submitted is stored or logged.
 */
export async function verifyForVisitor(
	world: World,
	given: VisitorSubmission,
	asked: VisitorVerifyOptions,
): Promise<WordedReport> {
	const at = world.now();
	const { locale } = asked;
	const how = { ...asked, spent: visitorJobOptions(world, asked.visitor).spent };
	if ('file' in given) {
		if (given.file.length > LARGEST_FILE)
			throw new Refusal('recognition.given-too-large', { field: 'file', status: 413 });
		// A printed sheet holds no signature: the badge that it links to is verified.
		const sheet = isPdf(given.file);
		const { report } = sheet
			? await verifyPublished(world, await addressOnSheet(world, given.file, how), how)
			: { report: await verifyFileOrText(world, given.file, how) };
		return told(world, report, { at, locale, sheet });
	}
	if (given.typed.trim() === '') throw new Refusal('recognition.nothing-given', { field: 'file' });
	if (Buffer.byteLength(given.typed) > LARGEST_TEXT)
		throw new Refusal('recognition.text-too-long', { field: 'text', status: 413 });
	await refuseCopy(world, given.typed);
	const { award, report } = await verifyTyped(world, given.typed, how);
	return told(world, report, { at, locale, sheet: false, award });
}
