import { isMainThread } from 'node:worker_threads';
import { mustNotServe } from '#platform/threads';
import {
	batchIssuer,
	credentialText,
	didDocument,
	generateKey,
	issueCredential,
	type IssuerKey,
	type JsonObject,
	parseStrictJson,
	type Signer,
	signerFromPkcs8,
	verify,
	type VerifyOptions,
} from '#openbadges';
import { digestOf, type Fact, holdFacts, LintFault, storedText } from './issuance-text.ts';

/** One badge to lint, sign or check. */
export interface JobItem {
	/** The unsigned text to lint or sign, or the signed text to check; null if it is missing. */
	readonly text: string | null;
	/** SHA-256 of the unsigned text when it was stored; null if none was stored. */
	readonly digest: string | null;
	/** The date in the badge. */
	readonly createdAt: Date;
	readonly facts: readonly Fact[];
}

/**
 * Everything a thread needs to process badges of one issuer without a database or a file. `check` verifies texts that are
 * already signed, as if no key had been withdrawn.
 */
export interface SigningTask {
	readonly kind: 'lint' | 'sign' | 'check';
	readonly did: string;
	readonly keys: readonly IssuerKey[];
	/** Texts of signed status lists, by address. */
	readonly lists: ReadonlyMap<string, string>;
	readonly now: Date;
	readonly items: readonly JobItem[];
	/** The private key to sign with (PKCS8 DER); wiped after use. */
	readonly pkcs8: Uint8Array<ArrayBuffer> | null;
}

/** The result for one badge. */
export type ItemResult =
	/** The proof as JSON text if the badge was signed, else null. */
	| { readonly kind: 'sound'; readonly proof: string | null }
	| { readonly kind: 'fault'; readonly why: string; readonly altered: boolean }
	/** It cannot be verified now: a status list is missing. */
	| { readonly kind: 'unknown' };

class UnknownVerdict extends Error {}

/** Yield to the event loop every 4 texts (about 10 ms). */
const TEXTS_PER_TURN = 4;

/** Verification options that know this issuer only, with extra keys that are listed nowhere. */
function registerOf(
	{ did, keys, lists, now }: SigningTask,
	item: JobItem,
	trial: readonly IssuerKey[],
): VerifyOptions {
	const all = [...keys, ...trial];
	return {
		// A clock set back does not void a badge.
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
async function mustVerify(task: SigningTask, item: JobItem, text: string, trial: readonly IssuerKey[] = []) {
	const { verdict } = await verify(text, registerOf(task, item, trial));
	if (verdict === 'unknown') throw new UnknownVerdict();
	if (verdict !== 'valid') throw new LintFault(`it verifies as ${verdict}`);
}

/** Throws `LintFault` if signing changed the text. */
function mustBeUnchanged(signed: JsonObject, text: string): void {
	const { proof: _proof, ...rest } = signed;
	if (credentialText(rest) !== text) throw new LintFault('signing changes its text');
}

type ItemTask = (item: JobItem) => Promise<string | null>;

/** Verifies the text before the real key is used: it is signed with a throwaway key that is listed nowhere. */
function lintItem(task: SigningTask): ItemTask {
	const throwaway = generateKey();
	const issuer = batchIssuer(signerFromPkcs8(throwaway.pkcs8, task.did));
	return async (item) => {
		const { text, credential } = storedText({ unsigned: item.text, digest: item.digest });
		holdFacts(credential, item.facts);
		const signed = await issuer.issue(credential, item.createdAt).catch((fault: Error) => {
			throw new LintFault(`it cannot be signed (${fault.message})`);
		});
		mustBeUnchanged(signed, text);
		const { multikey } = throwaway;
		const trial = { multikey, state: 'active', notBefore: item.createdAt, endedAt: null } as const;
		await mustVerify(task, item, credentialText(signed), [trial]);
		return null;
	};
}

/** Signs with the batch template and with the full pipeline, requires identical bytes, then verifies with the public key. */
function signItem(task: SigningTask, key: Signer): ItemTask {
	const issuer = batchIssuer(key);
	return async (item) => {
		const { text, credential } = storedText({ unsigned: item.text, digest: item.digest });
		const signed = await issuer.issue(credential, item.createdAt);
		const again = await issueCredential(credential, { key, created: item.createdAt });
		if (credentialText(signed) !== credentialText(again)) throw new LintFault('two signatures of it differ');
		mustBeUnchanged(signed, text);
		await mustVerify(task, item, credentialText(signed));
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

/** Checks a signed text: its facts, that its text is the one that was stored, and every verification step. */
function checkItem(task: SigningTask): ItemTask {
	return async (item) => {
		const text = item.text ?? '';
		const credential = readSigned(text);
		const { proof: _proof, ...rest } = credential;
		holdFacts(credential, item.facts);
		if (item.digest !== null && digestOf(credentialText(rest)) !== item.digest)
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

/** Lints, signs or checks every item of a task. Results are in the order of the items. */
export async function runSigningTask(task: SigningTask): Promise<readonly ItemResult[]> {
	mustNotServe('Badges were being linted');
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
