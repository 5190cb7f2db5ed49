import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { generateTokenKey } from '#openbadges';
import type { JournalledAct, Queries } from '#platform/server';
import { failedWrites } from '#tests/failing-writes';
import { type TestWorld, testWorld } from '#tests/world';
import { acceptApplication } from '../../applications/server/review/accept-application.ts';
import { badgeGivenAct, badgeHiddenAct, keyStateAct, badgeRevokedAct, entryTakenAct } from './acts.ts';
import {
	addApplication,
	addEvidenceRow,
	eraseApplicationsOf,
} from '../../applications/server/application-store.ts';
import { addAwards, revokeRow, setPublication } from './award-store.ts';
import { addToken } from './files/award-token-store.ts';
import { awardToken } from './files/award-token.ts';
import { publishReissued } from './issuing/publish-reissued.ts';
import { voidWithReason } from './issuing/void-issuance.ts';
import {
	addIssuances,
	advanceIssuance,
	advanceIssuances,
	voidIssuancesOfKey,
} from './issuing/issuance-store.ts';
import { issueAward } from './issuing/issue-award.ts';
import { addIssuer, addKey, ensurePairwiseIds } from './issuers/issuer-store.ts';
import { declareKeyCompromised, planKey, rotateKey } from './issuers/issuer-keys.ts';
import { ensureIssuer } from './issuers/issuers.ts';
import { haltIssuing, resumeIssuing } from './issuing/issuing-halt.ts';
import { awardRequestFor } from '../../../tests/recognised/many.ts';
import {
	applicationAt,
	awardAt,
	evidenceAt,
	issuanceAt,
	minute,
	neighbours,
	reviewAt,
} from '../../../tests/recognised/neighbours.ts';
import { lockForEditing } from '../../applications/server/apply/own-application.ts';
import { erase } from './personal-data.ts';
import { publishIssuances } from './issuing/publish-issuance.ts';
import { redoAct } from './restored/restored-acts.ts';
import { closeOpenStatusLists } from './restored/restored-store.ts';
import { revokeAward } from './revoke-award.ts';
import { addSuperseded } from './issuing/superseded-store.ts';
import { rotateTokenKeys } from './issuers/token-keys.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());

type Work = (world: TestWorld) => Promise<unknown>;
const stored = (work: (tx: Queries) => Promise<unknown>) => world.db.write(work);
/** Makes a `Work` of something that is done in one write unit. */
const unit =
	(work: (tx: Queries) => Promise<unknown>): Work =>
	({ db }) =>
		db.write(work);
const act = (noted: Pick<JournalledAct, 'at' | 'what' | 'about'>) =>
	({ ...noted, number: 1 }) as unknown as JournalledAct;
const redone = (noted: Pick<JournalledAct, 'at' | 'what' | 'about'>) =>
	unit((tx) => redoAct(tx, act(noted), minute(90)));

/** Stores an award of a new learner, and returns it. */
async function awarded(set: Parameters<typeof awardAt>[3] = {}) {
	const { id } = await people.here.learner('Ada');
	const award = awardAt(world, people.here, id, set);
	await stored((tx) => addAwards(tx, [award]));
	return award;
}

/**
 * Creates an issuing body with real keys, and a learner of its institution; `badge` issues and publishes a
 * badge.
 */
async function issuing() {
	const { institution } = people.here;
	const issuer = await ensureIssuer(world, institution);
	const learner = await people.here.learner('Ada');
	const badge = async () => {
		const { award } = await issueAward(world, awardRequestFor(world, learner.id, institution));
		await setPublished(award);
		return award;
	};
	return { institution, issuer, learner, badge };
}
const setPublished = (award: string) =>
	stored((tx) => setPublication(tx, award, { publishedAt: minute(3), showsName: false }));

/** Stores a person with a row in every table whose rows are erased with them; returns their id. */
async function lived() {
	const { here, emile } = people;
	const { id: person } = await here.learner('Ada');
	const application = applicationAt(world, here, person);
	const award = awardAt(world, here, person);
	const underWay = issuanceAt(world, here, person, { badge: 'practice-content' });
	const others = issuanceAt(world, here, emile.id, { badge: world.newId() });
	const decided = { ...others, intent: { ...others.intent!, decidedBy: person } };
	await stored(async (tx) => {
		await addApplication(tx, application);
		await addAwards(tx, [award]);
		await addIssuances(tx, [underWay, decided]);
		await addToken(tx, { award: award.id, kid: here.kid, token: 't', madeAt: minute(2) });
	});
	return person;
}

/**
 * Every operation of this context that writes, by name; each function first prepares what its operation
 * needs.
 */
const WORKS: Readonly<Record<string, () => Promise<Work>>> = {
	'halts issuing': async () => (failing) => haltIssuing(failing, people.there.institution, 'Incident.'),
	'ends a halt': async () => {
		await haltIssuing(world, people.there.institution, 'Incident.');
		return (failing) => resumeIssuing(failing, people.there.institution);
	},
	'makes an issuing body': async () => (failing) =>
		ensureIssuer({ ...failing, origin: 'https://ailleurs.example' }, people.here.institution),
	'records an issuing body': async () => {
		const issuer = { ...people.here.issuer, id: world.newId(), did: `did:web:x:${world.newId()}` };
		const key = { id: world.newId(), kid: world.newId(), sealedPrivate: 'sealed' };
		return unit((tx) => addIssuer(tx, issuer, key));
	},
	'records a key': async () =>
		unit((tx) =>
			addKey(tx, people.here.issuer.id, {
				...{ id: world.newId(), kid: world.newId(), sealedPrivate: 's', state: 'planned', at: minute(1) },
			}),
		),
	'plans a key': async () => {
		const { issuer } = await issuing();
		return (failing) => planKey(failing, issuer.slug);
	},
	'rotates a key that has another planned': async () => {
		const { issuer } = await issuing();
		await planKey(world, issuer.slug);
		return (failing) => rotateKey(failing, issuer.slug);
	},
	'rotates a key that has none': async () => {
		const { issuer } = await issuing();
		await rotateKey(world, issuer.slug);
		return (failing) => rotateKey(failing, issuer.slug);
	},
	'trusts a key no more': async () => {
		const { issuer } = await issuing();
		const { active } = await rotateKey(world, issuer.slug);
		return (failing) => declareKeyCompromised(failing, active, 'Volée.');
	},
	'rotates keys of tokens': async () => {
		const issuer = await ensureIssuer(world, people.there.institution);
		for (const state of ['active', 'planned'] as const) {
			const { jwk } = await generateTokenKey('ES256');
			const key = { id: world.newId(), kid: jwk.kid, jwk, sealedPrivate: 's', state, at: minute(1) };
			await stored((tx) => addKey(tx, issuer.id, key));
		}
		return unit((tx) => rotateTokenKeys(tx, issuer, minute(5)));
	},
	'makes a token': async () => {
		const { badge, learner } = await issuing();
		// Making the first token also makes the issuer's key for tokens; a first one here leaves only the
		// token to write.
		await awardToken(world, learner, await badge());
		const other = await (await issuing()).badge();
		return (failing) => awardToken(failing, ANONYMOUS, other);
	},
	'records a token': async () => {
		const { id: award } = await awarded();
		return unit((tx) => addToken(tx, { award, kid: 'k', token: 't', madeAt: minute(1) }));
	},
	'begins a badge': async () => {
		const { institution, learner } = await issuing();
		return (failing) => issueAward(failing, awardRequestFor(world, learner.id, institution));
	},
	'records intents': async () => {
		const one = issuanceAt(world, people.here, (await people.here.learner('Ada')).id);
		return unit((tx) => addIssuances(tx, [one]));
	},
	'takes issuances on': async () => {
		const one = issuanceAt(world, people.here, (await people.here.learner('Ada')).id);
		await stored((tx) => addIssuances(tx, [one]));
		return unit((tx) => advanceIssuances(tx, [one.id], { from: 'intended', to: 'linted', at: minute(2) }));
	},
	'takes an issuance on': async () => {
		const one = issuanceAt(world, people.here, (await people.here.learner('Ada')).id);
		await stored((tx) => addIssuances(tx, [one]));
		return unit((tx) => advanceIssuance(tx, one.id, { from: 'intended', to: 'linted', at: minute(2) }));
	},
	'ends an issuance': async () => {
		const one = issuanceAt(world, people.here, (await people.here.learner('Ada')).id);
		await stored((tx) => addIssuances(tx, [one]));
		return (failing) => voidWithReason(failing, one.id, 'altered', 'altered');
	},
	'ends issuances of a key': async () => unit((tx) => voidIssuancesOfKey(tx, people.here.kid, minute(4))),
	'gives a badge': async () => {
		const set = { step: 'signed', proof: '{}' } as const;
		const one = issuanceAt(world, people.here, (await people.here.learner('Ada')).id, set);
		await stored((tx) => addIssuances(tx, [one]));
		return unit((tx) => publishIssuances(tx, world, [{ issuance: one, text: '{}' }]));
	},
	'gives a badge and closes its application': async () => {
		const { here, bruno } = people;
		const { id: person } = await here.learner('Ada');
		const application = applicationAt(world, here, person, { state: 'submitted', submittedAt: minute(1) });
		const review = { ...reviewAt(world, 1), reviewer: bruno.id, level: 'advanced' };
		const form = { who: bruno.id, action: 'a', key: world.newId(), sent: {}, about: person };
		const acceptance = { revision: 1, review, form };
		const one = issuanceAt(world, here, person, {
			...{ step: 'signed', proof: '{}', application: application.id },
		});
		const accepted = { ...one, intent: { ...one.intent!, decidedBy: bruno.id, acceptance } };
		await stored(async (tx) => {
			await addApplication(tx, application);
			await addIssuances(tx, [accepted]);
		});
		return unit((tx) => publishIssuances(tx, world, [{ issuance: accepted, text: '{}' }]));
	},
	'closes an application': async () => {
		const { id: person } = await people.here.learner('Ada');
		const one = applicationAt(world, people.here, person, { state: 'submitted', submittedAt: minute(1) });
		await stored((tx) => addApplication(tx, one));
		const { at: _at, ...given } = reviewAt(world, 1);
		const review = { ...given, level: 'advanced' };
		return unit((tx) => acceptApplication(tx, world, one.id, { revision: 1, review }, minute(3)));
	},
	'takes an application for editing': async () => {
		const one = applicationAt(world, people.here, (await people.here.learner('Ada')).id);
		await stored((tx) => addApplication(tx, one));
		return unit(async (tx) => {
			await lockForEditing(tx, one.id);
			await addEvidenceRow(tx, one.id, evidenceAt(world, 1));
		});
	},
	'signs an award anew': async () => {
		const award = await awarded();
		const one = issuanceAt(world, people.here, award.person ?? '', { reissueOf: award.id });
		const reissue = { kid: award.kid, awardedAt: '2026-11-01T12:01:00Z', reason: 'Volée.' };
		const anew = { ...one, intent: { ...one.intent!, reissue } };
		return unit((tx) => publishReissued(tx, world, [{ issuance: anew, text: '{"new":1}' }]));
	},
	'keeps what was signed before': async () => {
		const { id: award, issuer, kid } = await awarded();
		const earlier = { id: world.newId(), award, issuer, kid, credential: '{}', reason: null };
		return unit((tx) =>
			addSuperseded(tx, [
				{ ...earlier, statusList: 7, statusIndex: 7, supersededAt: minute(5), cause: 'key-compromised' },
			]),
		);
	},
	'revokes an award': async () => {
		const { id } = await awarded();
		return unit((tx) => revokeRow(tx, id, { revokedAt: minute(5), revokedBy: null, revocationReason: null }));
	},
	'revokes by a command, in both languages': async () => {
		const { id, person } = await awarded();
		const other = awardAt(world, people.here, person, { translationOf: id, locale: 'en' });
		await stored((tx) => addAwards(tx, [other]));
		const input = { reason: 'Donné par erreur.', key: world.newId() };
		return (failing) => revokeAward(failing, { kind: 'operator' }, id, input);
	},
	'gives pairwise ids': async () => {
		const { id } = await people.here.learner('Ada');
		return unit((tx) => ensurePairwiseIds(tx, people.here.issuer.id, new Map([[id, world.newId()]])));
	},
	'removes what somebody asked for': async () => {
		const person = await lived();
		return unit((tx) => eraseApplicationsOf(tx, person));
	},
	'forgets somebody whose badges stay': async () => {
		const person = await lived();
		return unit((tx) => erase(tx, person, { keepBadges: true, now: minute(9) }));
	},
	'forgets somebody whose badges are revoked': async () => {
		const person = await lived();
		return unit((tx) => erase(tx, person, { keepBadges: false, now: minute(9) }));
	},
	'takes an entry again': async () => {
		const { id } = await people.here.learner('Ada');
		return redone(entryTakenAct(issuanceAt(world, people.here, id)));
	},
	'knows again that a badge was given': async () => {
		const one = issuanceAt(world, people.here, (await people.here.learner('Ada')).id);
		await stored((tx) => redoAct(tx, act(entryTakenAct(one)), minute(90)));
		return redone(badgeGivenAct(one.id, minute(4)));
	},
	'revokes again an award': async () => redone(badgeRevokedAct(await awarded(), minute(4))),
	'revokes again what is not in the copy': async () =>
		redone(badgeRevokedAct(awardAt(world, people.here, null), minute(4))),
	'hides an award again': async () => {
		const { id } = await awarded({ publishedAt: minute(2) });
		return redone(badgeHiddenAct(id, minute(4)));
	},
	'learns a key': async () => {
		const { issuer } = people.here;
		const key = { issuer: issuer.id, kid: world.newId(), algorithm: 'Ed25519', publicJwk: null };
		return redone(keyStateAct({ ...key, state: 'active' }, minute(4)));
	},
	'trusts a key no more, again': async () => {
		const { issuer, kid } = people.there;
		const key = { issuer: issuer.id, kid, algorithm: 'Ed25519', publicJwk: null };
		return redone(keyStateAct({ ...key, state: 'compromised' }, minute(4)));
	},
	'closes the lists that are open': async () =>
		unit((tx) => closeOpenStatusLists(tx, world.newId, minute(5))),
};

test.each(Object.entries(WORKS))('%s: no write that fails is passed over', async (_name, prepare) => {
	const work = await prepare();
	const outcomes = await failedWrites(world.db, (db) => work({ ...world, db }));
	expect(outcomes.length).toBeGreaterThan(0);
	expect(outcomes).toEqual(outcomes.map(() => 'failed'));
});
