import { hash } from 'node:crypto';
import type { BadgeValues } from '../badge-values.ts';
import { canonicalNQuads } from '../json-ld/canonical.ts';
import { checkBadge, uncheckedBadge } from '../credential.ts';
import { eddsaRdfc2022 } from '../proof/cryptosuite.ts';
import type { SignedCredential } from '../proof/data-integrity.ts';
import { wholeSecond } from '../keys/did.ts';
import type { JsonObject } from '../json.ts';
import type { Signer } from '../keys/keys.ts';
import { badgeTemplate } from './template.ts';
import type { BadgeTemplate } from './template.ts';
import { plainProofNQuads } from './template-proof.ts';
import { shapeOf, valuesLike } from './template-shape.ts';

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Templates, and proof options, kept at a time: a class has a few shapes of one badge (with or without a link, one trace or two…). */
const MOST_KEPT = 64;

/** Badges between two moments left to whoever else waits for this thread: some 5 ms. */
const BADGES_PER_TURN = 25;

/** Signs badge after badge, remembering what the ones before had in common. */
export interface BatchIssuer {
	/** Signs an unsigned badge; throws as `openBadge` then `issueCredential` do. */
	issue(badge: JsonObject, created: Date): Promise<SignedCredential>;
}

/**
 * Signs many unsigned badges: the same bytes as `issueCredential` gives for each (`eddsa-rdfc-2022`), several times faster
 * when badges of one achievement come together. Throws `TypeError` for one that `openBadge` would not have made.
 */
export function batchIssuer(key: Signer): BatchIssuer {
	const templates = new Map<string, BadgeTemplate>();
	const optionHashes = new Map<string, Buffer>();
	let last: BadgeTemplate | undefined;

	async function optionsHash(options: JsonObject, context: JsonObject[string]): Promise<Buffer> {
		const name = JSON.stringify([options['created'], context]);
		const known = optionHashes.get(name);
		if (known) return known;
		const text =
			plainProofNQuads(options, context) ?? (await canonicalNQuads({ ...options, '@context': context }));
		const made = sha256(text);
		if (optionHashes.size === MOST_KEPT) optionHashes.clear();
		optionHashes.set(name, made);
		return made;
	}

	async function canonical(badge: JsonObject): Promise<string> {
		// Mostly of the shape of the badge before: found by comparing, where the table asks to write it out.
		const values = last && valuesLike(badge, last.sample);
		const shape = values ? undefined : shapeOf(badge);
		let template = shape ? templates.get(shape.fixed) : last;
		last = template;
		const known = values ? template?.filled(values) : shape && template?.canonical(shape);
		// One of its shape was found complete, and its own values are addresses, dates and texts where that one's are.
		if (known !== undefined) return known;
		checkBadge(badge);
		if (template || !shape) return canonicalNQuads(badge);
		if (templates.size === MOST_KEPT) templates.clear();
		templates.set(shape.fixed, (template = await badgeTemplate(badge)));
		return template.canonical(shape) ?? canonicalNQuads(badge);
	}

	return {
		async issue(badge, created) {
			if ('proof' in badge) throw new TypeError('this credential already has a proof');
			const options: JsonObject = {
				type: 'DataIntegrityProof',
				cryptosuite: eddsaRdfc2022.name,
				created: wholeSecond(created),
				verificationMethod: key.verificationMethod,
				proofPurpose: 'assertionMethod',
			};
			const bytes = Buffer.concat([
				await optionsHash(options, badge['@context'] ?? null),
				sha256(await canonical(badge)),
			]);
			const proofValue = await eddsaRdfc2022.sign(new Uint8Array(bytes), key);
			return { ...badge, proof: [{ ...options, proofValue }] };
		},
	};
}

/**
 * Issues many badges: the same bytes as `openBadge` then `issueCredential` give for each, several times faster when
 * badges of one achievement come together. One after the other, in the order given, so that
 * none need be kept. Throws as those two do.
 */
export async function* issueMany(
	badges: Iterable<BadgeValues>,
	how: { readonly key: Signer; readonly created: Date },
): AsyncGenerator<SignedCredential, void> {
	const issuer = batchIssuer(how.key);
	let done = 0;
	for (const values of badges) {
		if (++done % BADGES_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
		yield await issuer.issue(uncheckedBadge(values), how.created);
	}
}
