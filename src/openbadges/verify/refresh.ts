import { asList, asText, hasType, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { library } from '../legacy/documents.ts';
import { check, passed } from '../report.ts';
import type { Check, Report } from '../report.ts';
import { periodOf } from './dates.ts';
import { issuerId } from './issuer.ts';
import type { VerifyOptions } from './options.ts';

/** What was learned of a newer copy; `shown` is the report that takes the place of the first. */
export interface Refreshed {
	readonly check: Check<'refresh'>;
	readonly shown?: Report;
}

// A service that is nowhere says nothing against the badge.
const REFUSED = ['altered', 'refused', 'malformed'];

const same = (one: JsonObject, other: JsonObject) =>
	one['id'] === other['id'] && issuerId(one['issuer']) === issuerId(other['issuer']);

const began = (credential: JsonObject) => Date.parse(periodOf(credential).from ?? '');

/** What the issuer's own register says of a badge that names no service. */
async function currentCopy(
	credential: JsonObject,
	binding: Check<'binding'>,
	options: VerifyOptions,
): Promise<Check<'refresh'>> {
	const address = asText(credential['id']) ?? '';
	const trusted = passed(binding);
	// Of a stranger's badge there is nothing to say: whatever id it gives itself.
	if (!trusted && binding.reason !== 'key-withdrawn') return check('refresh', 'none');
	try {
		const date = await options.currentCopy?.({ credential, trusted });
		const newer = date !== undefined && Date.parse(date) > began(credential);
		return newer ? check('refresh', 'newer-stands', { address, date }) : check('refresh', 'none');
	} catch {
		return check('refresh', 'unreachable');
	}
}

/**
 * Looks once, after the proof, for a newer copy of the badge (OB 3.0, Refresh; 1EdTechCredentialRefresh). The newer one
 * takes its place only if it is the same badge of the same issuer, newer, and itself verified.
 */
export async function refreshed(
	{ credential, binding }: { readonly credential: JsonObject; readonly binding: Check<'binding'> },
	options: VerifyOptions,
	verifyAgain: (given: string) => Promise<Report>,
): Promise<Refreshed> {
	const service = asList(credential['refreshService']).find(isObject);
	if (!service) return { check: await currentCopy(credential, binding, options) };
	if (!hasType(service, '1EdTechCredentialRefresh') || !options.fetchDocument) {
		return { check: check('refresh', 'not-followed') };
	}
	const found = await library(options.fetchDocument)(asText(service['id']) ?? '');
	// The copy is signed: wherever it stands, it says whose it is.
	const served = found.kind === 'moved' ? found.held : found;
	if (served.kind !== 'document' && served.kind !== 'text') return { check: check('refresh', 'unreachable') };
	const text = served.kind === 'text' ? served.text : JSON.stringify(served.document);
	const report = await verifyAgain(text);
	const newer = report.credential;
	if (!newer || REFUSED.includes(report.verdict) || !same(newer, credential)) {
		return { check: check('refresh', 'newer-bad') };
	}
	if (!(began(newer) > began(credential))) return { check: check('refresh', 'latest') };
	return { check: check('refresh', 'newer-shown'), shown: report };
}
