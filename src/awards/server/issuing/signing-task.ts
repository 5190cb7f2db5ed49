import { isMainThread } from 'node:worker_threads';
import { mustNotBeServingThread } from '#platform/threads';
import {
	batchSigner,
	serializeCredential,
	didDocument,
	generateEd25519Key,
	issueCredential,
	type IssuerKey,
	type JsonObject,
	parseStrictJson,
	type Signer,
	signerFromPkcs8,
	verifyBadge,
	type VerifyOptions,
} from '#openbadges';
import {
	digestOf,
	type ExpectedValue,
	mustHaveExpectedValues,
	LintFault,
	parseUnalteredText,
} from './issuance-text.ts';

/**
 * One badge of a signing task: to lint (verify before it is signed), to sign, or to check (verify once
 * signed).
 */
export interface SigningItem {
	/** The unsigned text to lint or sign, or the signed text to check; null if it is missing. */
	readonly text: string | null;
	/** SHA-256 of the unsigned text, as stored when the issuance began; null if none was stored. */
	readonly digest: string | null;
	/** The date of the proof. Verification uses this date if the clock shows an earlier one. */
	readonly createdAt: Date;
	readonly expected: readonly ExpectedValue[];
}

/**
 * Everything that a thread needs to process badges of one issuer without a database or a file. `lint`
 * verifies texts before they are signed, `sign` signs them, `check` verifies signed texts.
 */
export interface SigningTask {
	readonly kind: 'lint' | 'sign' | 'check';
	readonly did: string;
	readonly keys: readonly IssuerKey[];
	/** Texts of signed status lists, by address. */
	readonly lists: ReadonlyMap<string, string>;
	readonly now: Date;
	readonly items: readonly SigningItem[];
	/** The private key to sign with (PKCS8 DER); wiped after use. */
	readonly pkcs8: Uint8Array<ArrayBuffer> | null;
}

/** The result for one badge. */
export type ItemResult =
	/** The proof as JSON text if the badge was signed, else null. */
	| { readonly kind: 'sound'; readonly proof: string | null }
	| { readonly kind: 'fault'; readonly why: string; readonly altered: boolean }
	/** The badge cannot be verified now: a status list is missing. */
	| { readonly kind: 'unknown' };

class UnknownVerdict extends Error {}

/** Number of texts (about 10 ms) after which the main thread yields to the event loop. */
const TEXTS_PER_TURN = 4;

/**
 * Verification options that know only this issuer; `trial` keys are accepted too, although no DID document
 * lists them.
 */
function registerOf(
	{ did, keys, lists, now }: SigningTask,
	item: SigningItem,
	trial: readonly IssuerKey[],
): VerifyOptions {
	const all = [...keys, ...trial];
	return {
		// The later of now and the badge's date, so that a clock set back does not void a badge.
		now: now < item.createdAt ? item.createdAt : now,
		resolveIssuer: (id) =>
			id === did
				? { kind: 'found', document: didDocument({ did, keys: all }), keys: all }
				: { kind: 'unknown', why: 'not-supported' },
		statusSource(url) {
			const credential = lists.get(url);
			return credential === undefined
				? { kind: 'unknown', why: 'not-supported' }
				: { kind: 'found', credential };
		},
	};
}

/** Throws `LintFault` unless a signed text passes every verification step. */
async function mustVerify(
	task: SigningTask,
	item: SigningItem,
	text: string,
	trial: readonly IssuerKey[] = [],
) {
	const { verdict } = await verifyBadge(text, registerOf(task, item, trial));
	if (verdict === 'unknown') throw new UnknownVerdict();
	if (verdict !== 'valid') throw new LintFault(`it verifies as ${verdict}`);
}

/** Throws `LintFault` if signing changed the text. */
function mustBeUnchanged(signed: JsonObject, text: string): void {
	const { proof: _proof, ...rest } = signed;
	if (serializeCredential(rest) !== text) throw new LintFault('signing changes its text');
}

type ItemTask = (item: SigningItem) => Promise<string | null>;

/**
 * Verifies a text before the real key is used, by signing it with a throwaway key that no DID document lists.
 */
function lintItem(task: SigningTask): ItemTask {
	const throwaway = generateEd25519Key();
	const issuer = batchSigner(signerFromPkcs8(throwaway.pkcs8, task.did));
	return async (item) => {
		const { text, credential } = parseUnalteredText({ unsigned: item.text, digest: item.digest });
		mustHaveExpectedValues(credential, item.expected);
		const signed = await issuer.issue(credential, item.createdAt).catch((fault: Error) => {
			throw new LintFault(`it cannot be signed (${fault.message})`);
		});
		mustBeUnchanged(signed, text);
		const { multikey } = throwaway;
		const trial = { multikey, state: 'active', notBefore: item.createdAt, endedAt: null } as const;
		await mustVerify(task, item, serializeCredential(signed), [trial]);
		return null;
	};
}

/**
 * Signs a text twice, with the batch template and with the full pipeline, requires identical bytes, then
 * verifies the result with the public key.
 */
function signItem(task: SigningTask, key: Signer): ItemTask {
	const issuer = batchSigner(key);
	return async (item) => {
		const { text, credential } = parseUnalteredText({ unsigned: item.text, digest: item.digest });
		const signed = await issuer.issue(credential, item.createdAt);
		const again = await issueCredential(credential, { key, created: item.createdAt });
		if (serializeCredential(signed) !== serializeCredential(again))
			throw new LintFault('two signatures of it differ');
		mustBeUnchanged(signed, text);
		await mustVerify(task, item, serializeCredential(signed));
		return JSON.stringify(signed.proof[0]);
	};
}

function readSigned(text: string): JsonObject {
	try {
		return parseStrictJson(text) as JsonObject;
	} catch {
		throw new LintFault('its text cannot be read', true);
	}
}

/**
 * Checks a text that is already signed: it has the expected values, is the text that was stored, and passes
 * every verification step.
 */
function checkItem(task: SigningTask): ItemTask {
	return async (item) => {
		const text = item.text ?? '';
		const credential = readSigned(text);
		const { proof: _proof, ...rest } = credential;
		mustHaveExpectedValues(credential, item.expected);
		if (item.digest !== null && digestOf(serializeCredential(rest)) !== item.digest)
			throw new LintFault('its text is not what was intended', true);
		await mustVerify(task, item, text);
		return null;
	};
}

function itemTaskOf(task: SigningTask): ItemTask {
	if (task.kind === 'lint') return lintItem(task);
	if (task.kind === 'check') return checkItem(task);
	if (!task.pkcs8) throw new TypeError('A signing task came without a private key.');
	return signItem(task, signerFromPkcs8(task.pkcs8, task.did));
}

/**
 * Lints, signs or checks every item of a task, on the thread that calls it; never on the one that answers
 * visitors. Results are in the order of the items. Wipes the private key.
 */
export async function runSigningTask(task: SigningTask): Promise<readonly ItemResult[]> {
	mustNotBeServingThread('Badges were being linted');
	try {
		const run = itemTaskOf(task);
		const results: ItemResult[] = [];
		for (const item of task.items) {
			if (isMainThread && results.length % TEXTS_PER_TURN === TEXTS_PER_TURN - 1)
				await new Promise((resolve) => setImmediate(resolve));
			try {
				results.push({ kind: 'sound', proof: await run(item) });
			} catch (problem) {
				if (problem instanceof UnknownVerdict) results.push({ kind: 'unknown' });
				else if (problem instanceof LintFault)
					results.push({ kind: 'fault', why: problem.message, altered: problem.altered });
				else throw problem;
			}
		}
		return results;
	} finally {
		task.pkcs8?.fill(0);
	}
}
