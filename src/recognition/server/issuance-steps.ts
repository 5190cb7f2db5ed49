import { credentialText, issueCredential, type JsonObject } from '#openbadges';
import { once, type Queries, type World } from '#platform/server';
import type { Award } from '../award.ts';
import type { Intent, Issuance, IssuanceStep, VoidReason } from '../issuance.ts';
import { acceptApplication } from './accept-application.ts';
import { addAward, awardById, standingAward } from './award-store.ts';
import { lint as lintText, LintFault, mustVerify, registerFor, storedText } from './issuance-lint.ts';
import { advance, issuanceById, voidIssuance } from './issuance-store.ts';
import { isActiveKey, type Issuer, issuerById } from './issuer-store.ts';
import { signerOf } from './issuers.ts';
import { mustBeIssuing } from './issuing-halt.ts';

/** Thrown inside a write unit, so that nothing of it is stored: the issuance ends without a badge. */
class Ends extends Error {
	readonly reason: VoidReason;
	constructor(reason: VoidReason) {
		super(reason);
		this.name = 'Ends';
		this.reason = reason;
	}
}

/** Thrown inside a write unit, so that nothing of it is stored: the issuance moved meanwhile, the loop looks again. */
class Moved extends Error {}

/** One write unit of issuing; false if the issuance moved or ended meanwhile. */
async function unit(tx: Queries, one: Issuance, work: (tx: Queries) => Promise<boolean>): Promise<boolean> {
	const now = await issuanceById(tx, one.id);
	if (!now || now.voided !== null || now.step !== one.step) return false;
	await mustBeIssuing(tx, one.institution);
	return work(tx);
}

const whole = (one: Issuance): { unsigned: string; intent: Intent } => {
	if (one.unsigned === null || one.intent === null) throw new Error('An issuance under way has its text.');
	return { unsigned: one.unsigned, intent: one.intent };
};

async function issuerOf(world: World, one: Issuance): Promise<Issuer> {
	const issuer = await issuerById(world.db.read, one.issuer);
	if (!issuer) throw new Error('An issuance has its issuer.');
	return issuer;
}

async function lint(world: World, one: Issuance): Promise<boolean> {
	await lintText(world, one, await issuerOf(world, one));
	return world.db.write((tx) =>
		unit(tx, one, () => advance(tx, one.id, { from: 'intended', to: 'linted', at: world.now() })),
	);
}

/** Signs twice: the second signature must be the first one, to the byte; then asks the public key. */
async function sign(world: World, one: Issuance): Promise<boolean> {
	const { text, credential } = storedText(one);
	const issuer = await issuerOf(world, one);
	if (!(await isActiveKey(world.db.read, issuer.id, one.kid))) throw new Ends('key-ended');
	const key = await signerOf(world, issuer);
	if (key.kid !== one.kid) throw new Ends('key-ended');
	const signed = await issueCredential(credential, { key, created: one.createdAt });
	const again = await issueCredential(credential, { key, created: one.createdAt });
	const { proof, ...rest } = signed;
	if (credentialText(signed) !== credentialText(again)) throw new LintFault('two signatures of it differ');
	if (credentialText(rest) !== text) throw new LintFault('signing changes its text');
	await mustVerify(credentialText(signed), registerFor(world, one));
	const stored = JSON.stringify(proof[0]);
	return world.db.write((tx) =>
		unit(tx, one, async () => {
			if (!(await isActiveKey(tx, issuer.id, one.kid))) throw new Ends('key-ended');
			return advance(tx, one.id, { from: 'linted', to: 'signed', at: world.now(), proof: stored });
		}),
	);
}

/** The signed text of an issuance: the text that was intended, and its proof. */
function signedText(one: Issuance): string {
	const { credential } = storedText(one);
	if (one.proof === null) throw new Error('What is signed has its proof.');
	return credentialText({ ...credential, proof: [JSON.parse(one.proof) as JsonObject] });
}

function awardOf(one: Issuance, credential: string): Award {
	const { intent } = whole(one);
	const { id, application, person, institution, issuer, badge, kid, statusList, statusIndex, shortCode } =
		one;
	return {
		...{ id, application, person, institution, issuer, badge, kid, statusList, statusIndex, shortCode },
		definitionVersion: intent.definitionVersion,
		locale: intent.locale,
		subject: intent.subject,
		credential,
		basis: intent.basis,
		decidedBy: intent.decidedBy,
		siblingOf: intent.sibling?.of ?? null,
		awardedAt: intent.sibling ? new Date(intent.sibling.awardedAt) : one.createdAt,
		publishedAt: null,
		showsName: false,
		revokedAt: null,
		revokedBy: null,
		revocationReason: null,
	};
}

/**
 * Inside a write unit: whether the award that this one says again still stands, and who sees it: the two are shown and
 * hidden together. Nothing for an award that is nobody's sibling.
 */
async function besideOriginal(tx: Queries, { siblingOf }: Award): Promise<Partial<Award>> {
	if (siblingOf === null) return {};
	const original = await awardById(tx, siblingOf);
	if (!original || original.revokedAt !== null) throw new Ends('original-revoked');
	return { publishedAt: original.publishedAt, showsName: original.showsName };
}

/** Gives the badge to its person and closes the application, in one write unit. */
async function publish(world: World, one: Issuance): Promise<boolean> {
	const { acceptance, sibling, locale } = whole(one).intent;
	const award = awardOf(one, signedText(one));
	const give = (tx: Queries) =>
		unit(tx, one, async () => {
			if (await standingAward(tx, award.person ?? '', award.badge, sibling && locale))
				throw new Ends('held-already');
			const { application, createdAt } = one;
			if (acceptance && !(await acceptApplication(tx, application ?? '', acceptance, createdAt)))
				throw new Ends('decided-otherwise');
			await addAward(tx, { ...award, ...(await besideOriginal(tx, award)) });
			return advance(tx, one.id, { from: 'signed', to: 'published', at: world.now() });
		});
	if (!acceptance) return world.db.write(give);
	let given: boolean | undefined;
	try {
		await once(world, acceptance.form, async (tx) => {
			given = await give(tx);
			if (!given) throw new Moved();
			return { decision: 'accept', award: award.id };
		});
	} catch (problem) {
		if (!(problem instanceof Moved)) throw problem;
	}
	// The form had its answer before, and it was not this badge.
	if (given === undefined && (await issuanceById(world.db.read, one.id))?.step === 'signed')
		throw new Ends('decided-otherwise');
	return given === true;
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
			await world.db.write((tx) => voidIssuance(tx, id, reason, world.now()));
			world.log.warn('recognition.issuance-voided', { reason, fault: (problem as Error).message });
		}
	}
}
