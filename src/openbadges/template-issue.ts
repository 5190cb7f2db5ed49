import { hash } from 'node:crypto';
import type { BadgeValues } from './badge-values.ts';
import { canonicalNQuads } from './canonical.ts';
import { checkBadge, uncheckedBadge } from './credential.ts';
import { eddsaRdfc2022 } from './cryptosuite.ts';
import type { SignedCredential } from './data-integrity.ts';
import { wholeSecond } from './did.ts';
import type { JsonObject } from './json.ts';
import type { Signer } from './keys.ts';
import { badgeTemplate } from './template.ts';
import type { BadgeTemplate } from './template.ts';
import { plainProofNQuads } from './template-proof.ts';
import { shapeOf, valuesLike } from './template-shape.ts';

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Templates kept at a time: a class has a few shapes of one badge (with or without a link, one trace or two…). */
const MOST_TEMPLATES = 64;

/** Badges between two moments left to whoever else waits for this thread: some 5 ms. */
const BREATH = 25;

/**
 * Issues many badges: the same bytes as `openBadge` then `issueCredential` give for each, several times faster when
 * badges of one achievement come together. One after the other, in the order given, so that
 * none need be kept. Throws as those two do.
 */
export async function* issueMany(
	badges: Iterable<BadgeValues>,
	how: { readonly key: Signer; readonly created: Date },
): AsyncGenerator<SignedCredential, void> {
	const templates = new Map<string, BadgeTemplate>();
	const options: JsonObject = {
		type: 'DataIntegrityProof',
		cryptosuite: eddsaRdfc2022.name,
		created: wholeSecond(how.created),
		verificationMethod: how.key.verificationMethod,
		proofPurpose: 'assertionMethod',
	};
	let last: BadgeTemplate | undefined;
	const optionHashes = new Map<string, Buffer>();

	async function optionsHash(context: JsonObject[string]): Promise<Buffer> {
		const known = optionHashes.get(JSON.stringify(context));
		if (known) return known;
		const text =
			plainProofNQuads(options, context) ?? (await canonicalNQuads({ ...options, '@context': context }));
		const made = sha256(text);
		optionHashes.set(JSON.stringify(context), made);
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
		if (templates.size === MOST_TEMPLATES) templates.clear();
		templates.set(shape.fixed, (template = await badgeTemplate(badge)));
		return template.canonical(shape) ?? canonicalNQuads(badge);
	}

	let done = 0;
	for (const values of badges) {
		if (++done % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
		const badge = uncheckedBadge(values);
		const bytes = Buffer.concat([
			await optionsHash(badge['@context'] ?? null),
			sha256(await canonical(badge)),
		]);
		const proofValue = await eddsaRdfc2022.sign(new Uint8Array(bytes), how.key);
		yield { ...badge, proof: [{ ...options, proofValue }] };
	}
}
