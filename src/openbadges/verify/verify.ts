import { asList, asText, isObject, type JsonObject } from '../json.ts';
import { parseToken } from '../tokens/jwt.ts';
import { isForLegacyEngine } from '../legacy/find-assertion.ts';
import { verifyLegacy } from '../legacy/verify.ts';
import { LIMIT_PARAMS } from '../limits.ts';
import { type InputReading, readInput } from '../input/read.ts';
import { checkResult, type Check, hasPassed, type Report } from '../report.ts';
import { unwrapBadge, type UnwrapResult, type Wrapper } from '../input/unwrap.ts';
import { verifyAt } from './at-address.ts';
import { checkDates } from './dates.ts';
import { checkEndorsements } from './endorsements.ts';
import { examineCredential } from './examine.ts';
import type { ResolvedIssuer, VerifyOptions } from './options.ts';
import { checkRecipient } from './recipient.ts';
import { MOST_CONTEXTS, MOST_TYPES } from './shape/one-shape.ts';
import { checkForNewerCopy, hasProvenOrigin, hasRefreshService, type RefreshResult } from './refresh.ts';
import { checkRegister } from './register.ts';
import { buildReport } from './report-of.ts';
import { type SecuredCredential, securedByToken } from './secured.ts';
import { checkStatus } from './status.ts';
import { credentialFindings, badgeFindings } from './shape/structure.ts';
import { openBadgesVersionOf } from './shape/version.ts';

function checkExtraction(reading: Extract<InputReading, { ok: true }>): Check<'extract'> {
	const container = reading.kind === 'jwt' ? reading.container : reading.kind;
	if (container !== 'png' && container !== 'svg') return checkResult('extract', 'not-a-picture');
	const usual = reading.kind === 'jwt' || reading.usual;
	return checkResult('extract', usual ? 'extracted' : 'unusual-form', { picture: container.toUpperCase() });
}

// The addresses of the JSON schemas of OB 3.0: the step `structure` checks what they require, without reading
// them.
const KNOWN_SCHEMA = /\/ob\/v3p0\/schema\/json(-ld)?\/ob_v3p0_(anyof)?achievementcredential_schema\.json$/;

function foreignSchema(credential: JsonObject): string | undefined {
	return asList(credential['credentialSchema'])
		.filter(isObject)
		.map((schema) => asText(schema['id']) ?? '')
		.find((id) => !KNOWN_SCHEMA.test(id));
}

function checkStructure(
	{ credential, claims, bracketed = [] }: SecuredCredential,
	isBadge: boolean,
): Check<'structure'> {
	const findings = isBadge ? badgeFindings : credentialFindings;
	const { faults, departures } = findings(credential, claims !== undefined);
	const unclaimed = (claims?.missing ?? []).map((path) => ({ path, problem: 'missing' as const }));
	const anotherEnd = claims?.anotherEnd ? [{ path: 'exp', problem: 'another-end' as const }] : [];
	const lists = bracketed.map((path) => ({ path, problem: 'a-list' as const }));
	const details = [...departures, ...unclaimed, ...anotherEnd, ...lists];
	const tooMany = faults.filter(({ problem }) => problem === 'too-many');
	if (tooMany.length > 0) {
		const params = { contexts: String(MOST_CONTEXTS), types: String(MOST_TYPES) };
		return { ...checkResult('structure', 'past-limit', params), details: tooMany };
	}
	if (faults.length > 0) return { ...checkResult('structure', 'incomplete'), details: faults };
	if (details.length > 0) return { ...checkResult('structure', 'departures'), details };
	const schema = foreignSchema(credential);
	return schema === undefined
		? checkResult('structure', 'complete')
		: checkResult('structure', 'foreign-schema', { schema });
}

/** The same options, with a `resolveIssuer` that requests each issuer's document only once. */
function asking(options: VerifyOptions): VerifyOptions {
	const asked = new Map<string, Promise<ResolvedIssuer>>();
	return {
		...options,
		resolveIssuer(id) {
			const known = asked.get(id) ?? (async () => options.resolveIssuer(id))();
			asked.set(id, known);
			return known;
		},
	};
}

/**
 * The address that somebody submitted in place of a badge, without its fragment; undefined if the input is no
 * address.
 */
function addressIn(given: Uint8Array | string): string | undefined {
	const reading = readInput(given);
	return reading.kind === 'address' ? reading.address?.replace(/#.*/s, '') : undefined;
}

/** The result of the step `refresh` if no newer copy is looked for. */
const NO_COPY: RefreshResult = { check: checkResult('refresh', 'none') };

type Refresh = (badge: Parameters<typeof checkForNewerCopy>[0]) => Promise<RefreshResult>;

/**
 * Whether a copy was revoked only because a newer one took its place, by the word of the caller's register;
 * never of a copy that a withdrawn key signed, which nobody may rely on.
 */
const isReplaced = (checks: {
	readonly binding: Check<'binding'>;
	readonly status: Check<'status'>;
	readonly refresh: Check<'refresh'>;
}): boolean =>
	hasPassed(checks.binding) && checks.status.reason === 'revoked' && checks.refresh.reason === 'newer-stands';

/**
 * Does the steps from `vocabulary` to `register` on a document, even if its structure is invalid; the steps
 * are independent, so that one report has all the findings.
 */
async function checkDocument(
	secured: SecuredCredential,
	structure: Check<'structure'>,
	options: VerifyOptions,
	refresh: Refresh,
): Promise<{ readonly checks: readonly Check[]; readonly shown?: Report | undefined }> {
	const { credential } = secured;
	const examined = await examineCredential(secured, options);
	const { vocabulary, issuer, signature, binding, seal } = examined;
	// A forged badge may name the refresh service of a genuine one: the verdict is about the badge in hand,
	// so its origin must be proven before a newer copy may replace it.
	const proven = hasProvenOrigin([structure, vocabulary, issuer, signature, binding]);
	const newer: RefreshResult =
		hasPassed(signature) && (proven || !hasRefreshService(credential))
			? await refresh({ credential, binding })
			: 'refreshService' in credential
				? { check: checkResult('refresh', 'not-reached') }
				: NO_COPY;
	const status = await checkStatus(credential, examined, options);
	const checks = [
		vocabulary,
		issuer,
		signature,
		binding,
		checkDates(credential, seal, options.now),
		isReplaced({ binding, status, refresh: newer.check })
			? checkResult('status', 'replaced', status.params)
			: status,
		newer.check,
		await checkEndorsements(credential, options),
		checkRecipient(credential, options.recipient),
		await checkRegister(examined.id, options),
	];
	return { checks, shown: newer.shown };
}

/**
 * The report on a presentation or an API response that does not hold exactly one badge: there is no badge to
 * verify.
 */
function notOne(found: Exclude<UnwrapResult, { kind: 'one' }>): Report {
	const reason = `${found.wrapper}-of-several` as const;
	return buildReport([
		checkResult('receive', 'read'),
		checkResult('version', found.kind === 'none' ? 'presentation-empty' : reason, {
			count: String(found.count),
		}),
	]);
}

/** The check `receive` of an input that could be read; its reason tells in what wrapper the badge was. */
function checkReading(kind: string, wrapper: Wrapper | undefined): Check<'receive'> {
	return checkResult('receive', wrapper === undefined ? 'read' : `read-in-${wrapper}`, { kind });
}

const unreadable = (reading: Extract<InputReading, { ok: false }>): Report =>
	reading.step === 'receive'
		? buildReport([checkResult('receive', reading.reason, LIMIT_PARAMS)])
		: buildReport([checkResult('receive', 'read'), checkResult('extract', reading.reason, LIMIT_PARAMS)]);

function securedIn(reading: Extract<InputReading, { ok: true }>): SecuredCredential | undefined {
	if (reading.kind !== 'jwt') return { credential: reading.credential };
	const token = parseToken(reading.text);
	return token && securedByToken(token);
}

async function verifyOnce(
	whole: Uint8Array | string,
	options: VerifyOptions,
	refresh: Refresh,
	foundAt?: string,
): Promise<Report> {
	const found = unwrapBadge(readInput(whole));
	if (found.kind !== 'one') return notOne(found);
	const { reading, wrapper } = found;
	if (isForLegacyEngine(reading)) return verifyLegacy(reading, options, { foundAt, wrapper });
	if (!reading.ok) return unreadable(reading);
	const secured = securedIn(reading);
	if (!secured) return buildReport([checkResult('receive', 'bad-token')]);
	const opening = [checkReading(reading.kind, wrapper), checkExtraction(reading)];
	const { credential } = secured;
	const { spec, check: version } = openBadgesVersionOf(credential);
	if (!hasPassed(version)) return buildReport([...opening, version], spec, credential);
	const structure = checkStructure(secured, spec !== null);
	const read = [...opening, version, structure];
	// Contexts or types beyond our limits take too much time: do only the steps that need no JSON-LD
	// processing.
	if (structure.reason === 'past-limit') {
		const { now, recipient } = options;
		const rest = [checkDates(credential, undefined, now), checkRecipient(credential, recipient)];
		return buildReport([...read, ...rest], spec, credential);
	}
	const { checks, shown } = await checkDocument(secured, structure, options, refresh);
	if (!shown) return buildReport([...read, ...checks], spec, credential);
	// The report on the newer copy replaces the report on the older one, and says so in its step `refresh`.
	// The steps `receive` and `extract` remain those of the submitted input.
	const told = shown.checks.map((one) =>
		one.id === 'refresh'
			? checkResult('refresh', 'newer-shown')
			: (opening.find(({ id }) => id === one.id) ?? one),
	);
	return { ...shown, checks: told };
}

/**
 * Verifies a badge: the bytes of a file, a pasted text, or a parsed document. Never throws for a bad badge;
 * throws `TypeError` for an object that is not JSON.
 */
export async function verifyBadge(
	given: Uint8Array | string | JsonObject,
	options: VerifyOptions,
): Promise<Report> {
	const whole = typeof given === 'string' || given instanceof Uint8Array ? given : JSON.stringify(given);
	const once = asking(options);
	const again = (text: string) => verifyOnce(text, once, async () => NO_COPY);
	const newer: Refresh = (badge) => checkForNewerCopy(badge, once, again);
	const { fetchBadge } = options;
	// Without `fetchBadge` an address cannot be followed: do not parse the input once more to look for one.
	if (!fetchBadge) return verifyOnce(whole, once, newer);
	const address = addressIn(whole);
	if (address === undefined) return verifyOnce(whole, once, newer);
	return verifyAt(address, fetchBadge, (bytes, at) => verifyOnce(bytes, once, newer, at));
}
