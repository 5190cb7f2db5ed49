import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { nonAwardKindOf } from '../kinds.ts';
import type { InputReading } from '../input/read.ts';
import type { ReceiveFailureReason } from '../reasons.ts';
import { legacyVersionOf } from './assertion.ts';
import type { LegacyVersion } from './assertion.ts';
import type { ServedDocument } from './documents.ts';
import { readJws } from './jws.ts';
import type { Jws } from './jws.ts';

/**
 * What was found in an input, before any of it is verified: an assertion, the answer that the badge was taken
 * back, or no badge.
 */
export type AssertionAnswer =
	| {
			readonly kind: 'assertion';
			readonly assertion: JsonObject;
			readonly version: LegacyVersion;
			/** The address where the assertion was found, if only an address was submitted. */
			readonly foundAt?: string;
			readonly jws?: Jws;
	  }
	/** The site answers 410 at the address of the badge: the badge was taken back. */
	| { readonly kind: 'gone'; readonly document: JsonObject | undefined }
	| {
			readonly kind: 'nothing';
			readonly step: 'receive';
			readonly reason: ReceiveFailureReason;
	  }
	| { readonly kind: 'nothing'; readonly step: 'version'; readonly document: JsonObject };

function fromToken(text: string, foundAt?: string): AssertionAnswer {
	const jws = readJws(text);
	if (!jws) return { kind: 'nothing', step: 'receive', reason: 'not-a-badge' };
	return fromDocument(jws.payload, { jws, ...(foundAt === undefined ? {} : { foundAt }) });
}

function fromDocument(assertion: JsonObject, more: { jws?: Jws; foundAt?: string } = {}): AssertionAnswer {
	const version = legacyVersionOf(assertion);
	if (version === undefined || nonAwardKindOf(assertion))
		return { kind: 'nothing', step: 'version', document: assertion };
	return { kind: 'assertion', assertion, version, ...more };
}

/** Whether an input holds a badge of a version before 3.0, or is a picture that holds an address. */
export function isForLegacyEngine(reading: InputReading): boolean {
	if (!reading.ok) return reading.address !== undefined && reading.kind !== 'address';
	const document = reading.kind === 'jwt' ? readJws(reading.text)?.payload : reading.credential;
	return (
		isObject(document) && legacyVersionOf(document) !== undefined && nonAwardKindOf(document) === undefined
	);
}

/**
 * Finds the assertion in an input; if a picture holds only an address, asks for what is served there.
 * `foundAt` is the address from which the input itself was fetched, if any.
 */
export async function findAssertion(
	reading: InputReading,
	ask: (id: string) => Promise<ServedDocument>,
	foundAt?: string,
): Promise<AssertionAnswer> {
	if (reading.ok) {
		if (reading.kind === 'jwt') return fromToken(reading.text, foundAt);
		return fromDocument(reading.credential, foundAt === undefined ? {} : { foundAt });
	}
	const { address } = reading;
	if (address === undefined) {
		const reason = reading.step === 'receive' ? reading.reason : 'not-a-badge';
		return { kind: 'nothing', step: 'receive', reason };
	}
	const found = await ask(address);
	// The badge counts as hosted at the final address, after redirects.
	const at = found.kind === 'moved' ? found.to : address;
	const served = found.kind === 'moved' ? found.held : found;
	if (served.kind === 'gone') return { kind: 'gone', document: served.document };
	if (served.kind === 'document') return fromDocument(served.document, { foundAt: at });
	if (served.kind === 'text') return fromToken(served.text, at);
	const reason = served.kind === 'absent' ? 'nothing-there' : 'no-answer';
	return { kind: 'nothing', step: 'receive', reason };
}
