import { hash } from 'node:crypto';
import type { BadgeValues } from '../badge-values.ts';
import { canonicalNQuads } from '../json-ld/canonical.ts';
import { mustConformToStandard, buildUncheckedBadge } from '../credential.ts';
import { eddsaRdfc2022 } from '../proof/cryptosuite.ts';
import type { SignedCredential } from '../proof/data-integrity.ts';
import { isoToSecond } from '../keys/did.ts';
import type { JsonObject } from '../json.ts';
import type { Signer } from '../keys/keys.ts';
import { badgeTemplate } from './template.ts';
import type { BadgeTemplate } from './template.ts';
import { plainProofNQuads } from './template-proof.ts';
import { shapeOf, textsIfSameShape } from './template-shape.ts';

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer');

/**
 * Most templates and proof options cached at a time: badges issued together to a class of students have only
 * a few shapes (with or without a link, one piece of evidence or two…).
 */
const MOST_KEPT = 64;

/** Number of badges signed before other work of the event loop gets a turn: some 5 ms. */
const BADGES_PER_TURN = 25;

/** A signer that signs badges one after another and caches what they have in common. */
export interface BatchSigner {
	/** Signs an unsigned badge, dated `created`; throws what `unsignedBadge` and `issueCredential` throw. */
	issue(badge: JsonObject, created: Date): Promise<SignedCredential>;
}

/**
 * Returns a signer of many unsigned badges: it gives the same bytes as `issueCredential` for each
 * (`eddsa-rdfc-2022`), several times faster when badges of one achievement follow one another. `issue` throws
 * `TypeError` for a badge that `unsignedBadge` would not have built.
 */
export function batchSigner(key: Signer): BatchSigner {
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
		// Most badges have the shape of the badge before: comparing the two is faster than computing the
		// shape, by which the table finds a template.
		const values = last && textsIfSameShape(badge, last.sample);
		const shape = values ? undefined : shapeOf(badge);
		let template = shape ? templates.get(shape.fixed) : last;
		last = template;
		const known = values ? template?.filled(values) : shape && template?.canonical(shape);
		// The template exists, so a badge of this shape was checked, and the values of this badge have the
		// same kinds (address, date, text): no need to check again.
		if (known !== undefined) return known;
		mustConformToStandard(badge);
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
				created: isoToSecond(created),
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
 * Builds and signs many badges: the same bytes as `unsignedBadge` and `issueCredential` give for each,
 * several times faster when badges of one achievement follow one another. Yields the signed badges one by
 * one, in the order given, so that none has to be kept. Throws what `unsignedBadge` and `issueCredential`
 * throw.
 */
export async function* issueMany(
	badges: Iterable<BadgeValues>,
	how: { readonly key: Signer; readonly created: Date },
): AsyncGenerator<SignedCredential, void> {
	const issuer = batchSigner(how.key);
	let done = 0;
	for (const values of badges) {
		if (++done % BADGES_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
		yield await issuer.issue(buildUncheckedBadge(values), how.created);
	}
}
