import { asList, asText, isObject, withoutBrackets } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { nonAwardKindOf } from '../kinds.ts';
import { LIMIT_PARAMS } from '../limits.ts';
import type { InputReading } from '../input/read.ts';
import { checkResult } from '../report.ts';
import type { Check, Report } from '../report.ts';
import type { Wrapper } from '../input/unwrap.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { checkRegister } from '../verify/register.ts';
import {
	assertionVerificationOf,
	idOfReference,
	latestVersion,
	legacyVersionOf,
	statedVersionOf,
} from './assertion.ts';
import type { AssertionVerification, LegacyVersion } from './assertion.ts';
import { findAssertion } from './find-assertion.ts';
import type { AssertionAnswer } from './find-assertion.ts';
import { isSameAddress, isSameBadgeClass } from './compare.ts';
import { checkLegacyDates } from './dates.ts';
import { isWeb, documentFetcher } from './documents.ts';
import type { ServedDocument } from './documents.ts';
import { compareHosted } from './hosted.ts';
import type { HostedComparison } from './hosted.ts';
import { checkHostingScope, findClass, findLegacyIssuer } from './issuer.ts';
import type { BadgeClassAnswer, LegacyIssuer } from './issuer.ts';
import { checkLegacyRecipient } from './recipient.ts';
import { buildLegacyReport, readingChecks } from './report.ts';
import { checkRevocation } from './revocation.ts';
import { checkSignedAssertion } from './signed.ts';
import { assertionFindings, checkStructure, classFindings, profileFindings } from './structure.ts';
import type { Findings } from './structure.ts';
import { checkLegacyVocabulary } from './vocabulary.ts';

type Ask = (id: string) => Promise<ServedDocument>;
type FoundAssertion = Extract<AssertionAnswer, { kind: 'assertion' }>;

/**
 * The assertion, the badge class and the issuer of a badge, each from the source that counts: the hosted copy
 * rather than what was submitted.
 */
interface Documents {
	readonly assertion: JsonObject;
	/** The version of the assertion. */
	readonly version: LegacyVersion;
	readonly badge: BadgeClassAnswer;
	readonly issuer: LegacyIssuer | undefined;
}

const checkVersion = (version: LegacyVersion): Check<'version'> =>
	checkResult('version', version === '2.0' ? 'open-badges-2' : 'open-badges-1', { version });

/** Compares a badge without a signature with the copy on the site that should publish it. */
async function askSite(
	given: FoundAssertion,
	address: string | undefined,
	ask: Ask,
): Promise<HostedComparison> {
	const at = address ?? given.foundAt;
	if (isWeb(at)) return compareHosted(given.assertion, at, await ask(at));
	const [signature, status] = [
		checkResult('signature', 'hosted-nowhere'),
		checkResult('status', 'hosted-nowhere'),
	];
	return { signature, status, copy: undefined };
}

/** The issuer's profile, from its own address; in 0.5, from inside the badge itself. */
const profileOf = (issuer: LegacyIssuer | undefined): JsonObject | undefined =>
	issuer?.profile ?? (issuer?.version === '0.5' ? issuer.stated : undefined);

/** Reports a departure if a badge class states another address than the one by which its badge names it. */
function classIdFindings(assertion: JsonObject, badge: JsonObject): Findings {
	const named = idOfReference(withoutBrackets(assertion['badge']));
	const stated = asText(withoutBrackets(badge['id']));
	const other = named !== undefined && stated !== undefined && !isSameAddress(named, stated);
	// Only a departure: the document at the address that the badge names is the one that counts.
	return { faults: [], departures: other ? [{ path: 'badge.id', problem: 'wrong-value' }] : [] };
}

function checkDocuments({ assertion, version, badge, issuer }: Documents): Check<'structure'> {
	const own = assertionFindings(assertion, version);
	if (badge.kind === 'absent') {
		return checkStructure({ ...own, faults: [...own.faults, { path: 'badge', problem: 'bad-reference' }] });
	}
	const found = badge.kind === 'found' ? badge.document : undefined;
	const ofClass = latestVersion(version, statedVersionOf(found));
	const described = found ? [classFindings(found, ofClass), classIdFindings(assertion, found)] : [];
	const profile = profileOf(issuer);
	const ofProfile = issuer?.version ?? version;
	const all = checkStructure(own, ...described, ...(profile ? [profileFindings(profile, ofProfile)] : []));
	// A fault that was found takes precedence over a badge class that could not be fetched.
	return badge.kind === 'unknown' && all.outcome !== 'fail'
		? checkResult('structure', 'class-unreachable', { address: badge.address })
		: all;
}

/** The vocabulary of all the documents; an assertion without a context may name documents that have one. */
function checkVocabulary(
	all: readonly (JsonObject | undefined)[],
	{ version, issuer }: Documents,
): Check<'vocabulary'> {
	const found = checkLegacyVocabulary(all, issuer?.version ?? version);
	return found.reason === 'known' ? checkLegacyVocabulary(all, version) : found;
}

/**
 * Whether the badge class and the issuer written inside a badge agree with the documents at their addresses.
 */
function describedAlike(
	named: Json | undefined,
	badge: BadgeClassAnswer,
	issuer: LegacyIssuer | undefined,
): boolean {
	const stated = withoutBrackets(named);
	if (badge.kind !== 'found' || !isObject(stated)) return true;
	if (!isSameBadgeClass(stated, badge.document)) return false;
	const whose = withoutBrackets(stated['issuer']);
	const profile = issuer?.profile;
	return !isObject(whose) || !profile || (whose['name'] ?? profile['name']) === profile['name'];
}

/**
 * Checks the signature (or the hosted copy), whether the key or the address is the issuer's, and whether the
 * badge was revoked.
 */
async function checkProof(
	given: FoundAssertion,
	backing: AssertionVerification | undefined,
	site: HostedComparison | undefined,
	{ version, badge, issuer }: Documents,
	ask: Ask,
): Promise<readonly Check[]> {
	// Revocation is checked even without a signature or a hosted copy: the issuer's profile names a list that
	// may revoke the badge.
	if (!backing)
		return [checkResult('signature', 'no-backing'), await checkRevocation(given.assertion, issuer, ask)];
	if (backing.kind === 'signed') {
		const proof = await checkSignedAssertion(given.jws, backing, issuer ?? NOBODY, version, ask);
		return [...proof, await checkRevocation(given.assertion, issuer, ask)];
	}
	if (!site) return [];
	const address = backing.address ?? given.foundAt ?? '';
	// The issuer must own both addresses: the one that the badge states, and the final one after redirects.
	const ends = [address, site.movedTo].filter(isWeb);
	const scopes = issuer ? ends.map((at) => checkHostingScope(at, issuer, version)) : [];
	const scope = scopes.find(({ outcome }) => outcome !== 'pass') ?? scopes[0];
	const stands = ['pass', 'warn'].includes(site.signature.outcome);
	const alike = !stands || describedAlike(given.assertion['badge'], badge, issuer);
	const signature = alike ? site.signature : checkResult('signature', 'hosted-differs', { detail: 'badge' });
	return [signature, ...(scope ? [scope] : []), site.status];
}

function checkEndorsements(documents: readonly (JsonObject | undefined)[]): Check<'endorsements'> {
	const found = documents.flatMap((one) => asList(one?.['endorsement']));
	// Endorsements are named but not verified: that would require fetching their issuers too.
	return found.length === 0
		? checkResult('endorsements', 'none')
		: checkResult('endorsements', 'unproven', { name: idOfReference(found[0]) ?? '' });
}

async function checkAssertion(
	given: FoundAssertion,
	options: VerifyOptions,
	ask: Ask,
): Promise<ReturnType<typeof buildLegacyReport>> {
	const backing = assertionVerificationOf(given.assertion, given.version);
	const site = backing?.kind === 'hosted' ? await askSite(given, backing.address, ask) : undefined;
	const gone = site?.status.reason === 'revoked' && !site.copy;
	const assertion = site?.copy ?? given.assertion;
	// The hosted copy counts, with the version that it states.
	const version = (site?.copy && legacyVersionOf(site.copy)) ?? given.version;
	const badge = await findClass(assertion['badge'], backing?.kind === 'signed', ask);
	const found = badge.kind === 'found' ? badge.document : undefined;
	const issuer = found && (await findLegacyIssuer(found, version, ask));
	const documents = { assertion, version, badge, issuer };
	const all = [assertion, found, profileOf(issuer)];
	return buildLegacyReport(
		[
			checkVersion(version),
			// A revoked assertion may be reduced to its revocation, without its other properties: then its
			// structure is not checked.
			...(gone && !('badge' in assertion) ? [] : [checkDocuments(documents)]),
			checkVocabulary(all, documents),
			...(issuer ? [issuer.check, await checkRegister(issuer.id, options)] : []),
			...(await checkProof(given, backing, site, documents, ask)),
			checkLegacyDates(assertion, options.now),
			checkResult('refresh', 'none'),
			checkEndorsements(all),
			checkLegacyRecipient(assertion, options.recipient),
		],
		{
			spec: version,
			credential: assertion,
			badge: found,
			badgeId: idOfReference(withoutBrackets(assertion['badge'])),
			issuer,
		},
	);
}

/** The issuer to pass to `checkSignedAssertion` when none was found. */
const NOBODY: LegacyIssuer = {
	id: '',
	profile: undefined,
	stated: undefined,
	check: checkResult('issuer', 'no-record', { address: '' }),
};

/**
 * Verifies a badge of Open Badges 0.5 to 2.0, hosted or signed, in the same 14 steps as a 3.0 badge.
 * Documents come only from `options.fetchDocument`, each address requested once; `foundAt` is the address
 * where the badge was found, if only an address was submitted. Never throws for a bad badge.
 */
export async function verifyLegacy(
	reading: InputReading,
	options: VerifyOptions,
	{
		foundAt,
		wrapper,
	}: { readonly foundAt?: string | undefined; readonly wrapper?: Wrapper | undefined } = {},
): Promise<Report> {
	const ask = documentFetcher(options.fetchDocument);
	const given = await findAssertion(reading, ask, foundAt);
	const first = readingChecks(reading, wrapper);
	if (given.kind === 'gone') return buildLegacyReport([...first, checkResult('status', 'revoked')]);
	if (given.kind === 'nothing') {
		if (given.step === 'receive')
			return buildLegacyReport([checkResult('receive', given.reason, LIMIT_PARAMS)]);
		const other = nonAwardKindOf(given.document);
		return buildLegacyReport([...first, checkResult('version', other ?? 'not-open-badge')], {
			credential: given.document,
		});
	}
	const { checks, ...rest } = await checkAssertion(given, options, ask);
	// `checkAssertion` takes the verdict without the checks of `receive` and `extract`: these passed, so they
	// would not change it.
	return { ...rest, checks: checks.map((one) => first.find(({ id }) => id === one.id) ?? one) };
}
