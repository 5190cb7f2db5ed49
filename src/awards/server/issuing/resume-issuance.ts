import { credentialText, issueCredential } from '#openbadges';
import type { Queries, World } from '#platform/server';
import type { Issuance, IssuanceStep, VoidReason } from '../../issuance.ts';
import { lint as lintText, mustVerify, registerFor } from './issuance-lint.ts';
import { advance, issuanceById, voidIssuance } from './issuance-store.ts';
import { LintFault, storedText } from './issuance-text.ts';
import { isActiveKey, issuerOf } from '../issuers/issuer-store.ts';
import { signerOf } from '../issuers/issuers.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import { publishIssuances } from './publish-issuance.ts';
import { signedText } from './signed-issuance.ts';

/** Thrown inside a write unit to roll it back and void the issuance. */
class EndsWithoutBadge extends Error {
	readonly reason: VoidReason;
	constructor(reason: VoidReason) {
		super(reason);
		this.name = 'Ends';
		this.reason = reason;
	}
}

/** Inside a write unit: does the work unless the issuance moved or ended meanwhile (then false). Throws `recognition.issuing-halted` (503). */
async function writeIfUnmoved(
	tx: Queries,
	issuance: Issuance,
	work: () => Promise<boolean>,
): Promise<boolean> {
	const now = await issuanceById(tx, issuance.id);
	if (!now || now.voided !== null || now.step !== issuance.step) return false;
	await mustBeIssuing(tx, issuance.institution);
	return work();
}

async function lint(world: World, issuance: Issuance): Promise<boolean> {
	await lintText(world, issuance, await issuerOf(world.db.read, issuance.issuer));
	return world.db.write((tx) =>
		writeIfUnmoved(tx, issuance, () =>
			advance(tx, issuance.id, { from: 'intended', to: 'linted', at: world.now() }),
		),
	);
}

/** Signs twice, requires identical bytes, then verifies with the public key. */
async function sign(world: World, issuance: Issuance): Promise<boolean> {
	const { text, credential } = storedText(issuance);
	const issuer = await issuerOf(world.db.read, issuance.issuer);
	if (!(await isActiveKey(world.db.read, issuer.id, issuance.kid))) throw new EndsWithoutBadge('key-ended');
	const key = await signerOf(world, issuer);
	if (key.kid !== issuance.kid) throw new EndsWithoutBadge('key-ended');
	const signed = await issueCredential(credential, { key, created: issuance.createdAt });
	const again = await issueCredential(credential, { key, created: issuance.createdAt });
	const { proof, ...rest } = signed;
	if (credentialText(signed) !== credentialText(again)) throw new LintFault('two signatures of it differ');
	if (credentialText(rest) !== text) throw new LintFault('signing changes its text');
	await mustVerify(world, credentialText(signed), registerFor(world, issuance));
	const stored = JSON.stringify(proof[0]);
	return world.db.write((tx) =>
		writeIfUnmoved(tx, issuance, async () => {
			if (!(await isActiveKey(tx, issuer.id, issuance.kid))) throw new EndsWithoutBadge('key-ended');
			return advance(tx, issuance.id, { from: 'linted', to: 'signed', at: world.now(), proof: stored });
		}),
	);
}

/** Publishes the award and closes its application, in one write unit. */
async function publish(world: World, issuance: Issuance): Promise<boolean> {
	const text = signedText(issuance);
	return world.db.write((tx) =>
		writeIfUnmoved(tx, issuance, async () => {
			const [reason] = (await publishIssuances(tx, world, [{ issuance, text }])).values();
			if (reason) throw new EndsWithoutBadge(reason);
			return true;
		}),
	);
}

/** What advances an issuance from each step but the last; true if this very call did it. */
const STEPS: Readonly<
	Record<Exclude<IssuanceStep, 'published'>, (world: World, issuance: Issuance) => Promise<boolean>>
> = { intended: lint, linted: sign, signed: publish };

/** How an issuance ended. */
export type IssuanceResult =
	| { readonly kind: 'published'; /** Whether this very call published it. */ readonly now: boolean }
	| { readonly kind: 'voided'; readonly reason: VoidReason };

const voidReasonOf = (problem: unknown): VoidReason | undefined => {
	if (problem instanceof EndsWithoutBadge) return problem.reason;
	if (problem instanceof LintFault) return problem.altered ? 'altered' : 'lint-refused';
	return undefined;
};

/** Voids an issuance: it ends without a badge. The log gets the reason and the fault. */
export async function voidWithReason(
	world: World,
	id: string,
	reason: VoidReason,
	fault: string,
): Promise<void> {
	await world.db.write((tx) => voidIssuance(tx, id, reason, world.now()));
	world.log.warn('recognition.issuance-voided', { reason, fault });
}

/**
 * Resumes an issuance from its stored step until it is published or voided. Safe to call again and concurrently: text,
 * date and key are the stored ones, so the signature is the same. Throws what stopped it (a halt, a missing key, the
 * database); it then stays at its step, to be resumed later.
 */
export async function resumeIssuance(world: World, id: string): Promise<IssuanceResult> {
	let now = false;
	for (;;) {
		const issuance = await issuanceById(world.db.read, id);
		if (!issuance) throw new Error(`Issuance ${id} does not exist.`);
		if (issuance.voided !== null) return { kind: 'voided', reason: issuance.voided };
		if (issuance.step === 'published') return { kind: 'published', now };
		try {
			now = await STEPS[issuance.step](world, issuance);
		} catch (problem) {
			const reason = voidReasonOf(problem);
			if (reason === undefined) throw problem;
			await voidWithReason(world, id, reason, (problem as Error).message);
		}
	}
}
