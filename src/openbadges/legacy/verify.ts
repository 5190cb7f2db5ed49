import { asList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { otherKind } from '../kinds.ts';
import { LIMITS } from '../limits.ts';
import type { Reading } from '../input/read.ts';
import { check } from '../report.ts';
import type { Check, Report } from '../report.ts';
import type { Wrapper } from '../input/unwrap.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { checkRegister } from '../verify/register.ts';
import { backingOf, idOf } from './assertion.ts';
import type { Backing, LegacyVersion } from './assertion.ts';
import { claimOf } from './claim.ts';
import type { Claim } from './claim.ts';
import { sameClass } from './compare.ts';
import { checkDates } from './dates.ts';
import { isWeb, library } from './documents.ts';
import type { Served } from './documents.ts';
import { compareHosted } from './hosted.ts';
import type { HostedAnswer } from './hosted.ts';
import { checkScope, findClass, findIssuer } from './issuer.ts';
import type { BadgeClass, LegacyIssuer } from './issuer.ts';
import { checkRecipient } from './recipient.ts';
import { close, opening } from './report.ts';
import { checkRevocation } from './revocation.ts';
import { checkSigned } from './signed.ts';
import { assertionFindings, checkStructure, classFindings, profileFindings } from './structure.ts';
import { checkVocabulary } from './vocabulary.ts';

type Ask = (id: string) => Promise<Served>;
type Given = Extract<Claim, { kind: 'assertion' }>;

/** The three documents of a badge, each where it can be believed. */
interface Documents {
	readonly assertion: JsonObject;
	readonly badge: BadgeClass;
	readonly issuer: LegacyIssuer | undefined;
}

const checkVersion = (version: LegacyVersion): Check<'version'> =>
	check('version', version === '2.0' ? 'open-badges-2' : 'open-badges-1', { version });

/** What the site that should publish a badge without signature says of it. */
async function askSite(given: Given, address: string | undefined, ask: Ask): Promise<HostedAnswer> {
	const at = address ?? given.foundAt;
	if (isWeb(at)) return compareHosted(given.assertion, at, await ask(at));
	const [signature, status] = [check('signature', 'hosted-nowhere'), check('status', 'hosted-nowhere')];
	return { signature, status, copy: undefined };
}

/** The profile of the issuer; in 0.5 it stands in the badge itself. */
const profileOf = (issuer: LegacyIssuer | undefined, version: LegacyVersion): JsonObject | undefined =>
	issuer?.profile ?? (version === '0.5' ? issuer?.stated : undefined);

function checkDocuments({ assertion, badge, issuer }: Documents, version: LegacyVersion): Check<'structure'> {
	const own = assertionFindings(assertion, version);
	if (badge.kind === 'absent') {
		return checkStructure({ ...own, faults: [...own.faults, { path: 'badge', problem: 'bad-reference' }] });
	}
	const described = badge.kind === 'found' ? [classFindings(badge.document, version)] : [];
	const profile = profileOf(issuer, version);
	const all = checkStructure(own, ...described, ...(profile ? [profileFindings(profile, version)] : []));
	// What is known to be wrong comes before what could not be looked at.
	return badge.kind === 'unknown' && all.outcome !== 'fail'
		? check('structure', 'class-unreachable', { address: badge.address })
		: all;
}

/** Whether what was given in place of a name (class, issuer) is what stands at that name. */
function describedAlike(
	stated: Json | undefined,
	badge: BadgeClass,
	issuer: LegacyIssuer | undefined,
): boolean {
	if (badge.kind !== 'found' || !isObject(stated)) return true;
	if (!sameClass(stated, badge.document)) return false;
	const whose = stated['issuer'];
	const profile = issuer?.profile;
	return !isObject(whose) || !profile || (whose['name'] ?? profile['name']) === profile['name'];
}

/** The signature (or the copy on the site), whose it is, and whether it was withdrawn. */
async function checkProof(
	given: Given,
	backing: Backing | undefined,
	site: HostedAnswer | undefined,
	{ badge, issuer }: Documents,
	ask: Ask,
): Promise<readonly Check[]> {
	// Whether the badge was withdrawn stands in the issuer's profile, however it is believed.
	if (!backing)
		return [check('signature', 'no-backing'), await checkRevocation(given.assertion, issuer, ask)];
	if (backing.kind === 'signed') {
		const proof = await checkSigned(given.jws, backing, issuer ?? NOBODY, given.version, ask);
		return [...proof, await checkRevocation(given.assertion, issuer, ask)];
	}
	if (!site) return [];
	const address = backing.address ?? given.foundAt ?? '';
	// The issuer must own both ends: the name of the badge, and the place where it stands in the end.
	const ends = [address, site.movedTo].filter(isWeb);
	const scopes = issuer ? ends.map((at) => checkScope(at, issuer, given.version)) : [];
	const scope = scopes.find(({ outcome }) => outcome !== 'pass') ?? scopes[0];
	const stands = ['pass', 'warn'].includes(site.signature.outcome);
	const alike = !stands || describedAlike(given.assertion['badge'], badge, issuer);
	const signature = alike ? site.signature : check('signature', 'hosted-differs', { detail: 'badge' });
	return [signature, ...(scope ? [scope] : []), site.status];
}

function checkEndorsements(documents: readonly (JsonObject | undefined)[]): Check<'endorsements'> {
	const found = documents.flatMap((one) => asList(one?.['endorsement']));
	// They are named, not verified: their own issuers would have to be asked in turn.
	return found.length === 0
		? check('endorsements', 'none')
		: check('endorsements', 'unproven', { name: idOf(found[0]) ?? '' });
}

async function checkAssertion(
	given: Given,
	options: VerifyOptions,
	ask: Ask,
): Promise<ReturnType<typeof close>> {
	const { version } = given;
	const backing = backingOf(given.assertion, version);
	const site = backing?.kind === 'hosted' ? await askSite(given, backing.address, ask) : undefined;
	const gone = site?.status.reason === 'revoked' && !site.copy;
	const assertion = site?.copy ?? given.assertion;
	const badge = await findClass(assertion['badge'], backing?.kind === 'signed', ask);
	const found = badge.kind === 'found' ? badge.document : undefined;
	const issuer = found && (await findIssuer(found, version, ask));
	const documents = { assertion, badge, issuer };
	const all = [assertion, found, profileOf(issuer, version)];
	return close(
		[
			checkVersion(version),
			// A badge that its issuer took back need say no more than that.
			...(gone && !('badge' in assertion) ? [] : [checkDocuments(documents, version)]),
			checkVocabulary(all, version),
			...(issuer ? [issuer.check, await checkRegister(issuer.id, options)] : []),
			...(await checkProof(given, backing, site, documents, ask)),
			checkDates(assertion, options.now),
			check('refresh', 'none'),
			checkEndorsements(all),
			checkRecipient(assertion, options.recipient),
		],
		{ spec: version, credential: assertion, badge: found, badgeId: idOf(assertion['badge']), issuer },
	);
}

/** In whose name a signature is looked at when nobody could be found. */
const NOBODY: LegacyIssuer = {
	id: '',
	profile: undefined,
	stated: undefined,
	check: check('issuer', 'no-record', { address: '' }),
};

/**
 * Verifies a badge of Open Badges 0.5 to 2.0, hosted or signed, in the same 14 steps as the others. Documents come from
 * `options.fetchDocument` alone, each address asked once; `foundAt` is where it was found, if an address was given in
 * its place. Never throws for a bad badge.
 */
export async function verifyLegacy(
	reading: Reading,
	options: VerifyOptions,
	{
		foundAt,
		wrapper,
	}: { readonly foundAt?: string | undefined; readonly wrapper?: Wrapper | undefined } = {},
): Promise<Report> {
	const ask = library(options.fetchDocument);
	const given = await claimOf(reading, ask, foundAt);
	const first = opening(reading, wrapper);
	if (given.kind === 'gone') return close([...first, check('status', 'revoked')]);
	if (given.kind === 'nothing') {
		if (given.step === 'receive') return close([check('receive', given.reason, LIMITS)]);
		const other = otherKind(given.document);
		return close([...first, check('version', other ?? 'not-open-badge')], { credential: given.document });
	}
	const { checks, ...rest } = await checkAssertion(given, options, ask);
	// The opening steps never decide once they passed.
	return { ...rest, checks: checks.map((one) => first.find(({ id }) => id === one.id) ?? one) };
}
