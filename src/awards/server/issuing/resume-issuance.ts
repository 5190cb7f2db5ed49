import { credentialText, issueCredential } from '#openbadges';
import type { Queries, World } from '#platform/server';
import type { Issuance, IssuanceStep, VoidReason } from '../../issuance.ts';
import { lint as lintText, mustVerify, registerFor } from './issuance-lint.ts';
import { advance, issuanceById, voidIssuance } from './issuance-store.ts';
import { LintFault, storedText } from './issuance-text.ts';
import { isActiveKey, issuerOf } from '../issuers/issuer-store.ts';
import { signerOf } from '../issuers/issuers.ts';
import { mustBeIssuing } from './issuing-halt.ts';
import { give } from './publish-issuance.ts';
import { signedText } from './signed-issuance.ts';

/** Thrown inside a write unit, so that nothing of it is stored: the issuance ends without a badge. */
class Ends extends Error {
	readonly reason: VoidReason;
	constructor(reason: VoidReason) {
		super(reason);
		this.name = 'Ends';
		this.reason = reason;
	}
}

/** One write unit of issuing; false if the issuance moved or ended meanwhile. */
async function unit(tx: Queries, one: Issuance, work: () => Promise<boolean>): Promise<boolean> {
	const now = await issuanceById(tx, one.id);
	if (!now || now.voided !== null || now.step !== one.step) return false;
	await mustBeIssuing(tx, one.institution);
	return work();
}

async function lint(world: World, one: Issuance): Promise<boolean> {
	await lintText(world, one, await issuerOf(world.db.read, one.issuer));
	return world.db.write((tx) =>
		unit(tx, one, () => advance(tx, one.id, { from: 'intended', to: 'linted', at: world.now() })),
	);
}

/** Signs twice: the second signature must be the first one, to the byte; then asks the public key. */
async function sign(world: World, one: Issuance): Promise<boolean> {
	const { text, credential } = storedText(one);
	const issuer = await issuerOf(world.db.read, one.issuer);
	if (!(await isActiveKey(world.db.read, issuer.id, one.kid))) throw new Ends('key-ended');
	const key = await signerOf(world, issuer);
	if (key.kid !== one.kid) throw new Ends('key-ended');
	const signed = await issueCredential(credential, { key, created: one.createdAt });
	const again = await issueCredential(credential, { key, created: one.createdAt });
	const { proof, ...rest } = signed;
	if (credentialText(signed) !== credentialText(again)) throw new LintFault('two signatures of it differ');
	if (credentialText(rest) !== text) throw new LintFault('signing changes its text');
	await mustVerify(world, credentialText(signed), registerFor(world, one));
	const stored = JSON.stringify(proof[0]);
	return world.db.write((tx) =>
		unit(tx, one, async () => {
			if (!(await isActiveKey(tx, issuer.id, one.kid))) throw new Ends('key-ended');
			return advance(tx, one.id, { from: 'linted', to: 'signed', at: world.now(), proof: stored });
		}),
	);
}

/** Gives the badge to its person and closes the application, in one write unit. */
async function publish(world: World, one: Issuance): Promise<boolean> {
	const text = signedText(one);
	return world.db.write((tx) =>
		unit(tx, one, async () => {
			const [reason] = (await give(tx, world, [{ one, text }])).values();
			if (reason) throw new Ends(reason);
			return true;
		}),
	);
}

/** What takes an issuance on from each step that is not the last; true if this very call did. */
const WORK: Readonly<
	Record<Exclude<IssuanceStep, 'published'>, (world: World, one: Issuance) => Promise<boolean>>
> = { intended: lint, linted: sign, signed: publish };

/** Where an issuance was led. */
export type Carried =
	| { readonly kind: 'published'; /** Whether this very call published it. */ readonly now: boolean }
	| { readonly kind: 'voided'; readonly reason: VoidReason };

const endOf = (problem: unknown): VoidReason | undefined => {
	if (problem instanceof Ends) return problem.reason;
	if (problem instanceof LintFault) return problem.altered ? 'altered' : 'lint-refused';
	return undefined;
};

/** Ends an issuance without a badge, and says so in the log. */
export async function endWithout(world: World, id: string, reason: VoidReason, fault: string): Promise<void> {
	await world.db.write((tx) => voidIssuance(tx, id, reason, world.now()));
	world.log.warn('recognition.issuance-voided', { reason, fault });
}

/**
 * Takes an issuance from where it stands to its end, whoever began it and however often it was interrupted. The exact
 * text, date and key are those that were stored, hence the signature too. Throws what stopped it for now (a halt, the
 * key away, the database); it stays where it is, to be carried on later.
 */
export async function carryOn(world: World, id: string): Promise<Carried> {
	let now = false;
	for (;;) {
		const one = await issuanceById(world.db.read, id);
		if (!one) throw new Error('No such issuance.');
		if (one.voided !== null) return { kind: 'voided', reason: one.voided };
		if (one.step === 'published') return { kind: 'published', now };
		try {
			now = await WORK[one.step](world, one);
		} catch (problem) {
			const reason = endOf(problem);
			if (reason === undefined) throw problem;
			await endWithout(world, id, reason, (problem as Error).message);
		}
	}
}
