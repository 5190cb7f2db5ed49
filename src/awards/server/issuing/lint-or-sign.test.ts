import { afterAll, beforeAll, expect, test } from 'vitest';
import { institutionById } from '#identity/server';
import { fileSeal } from '#platform/server';
import { type TestWorld, testWorld } from '#tests/world';
import { verificationDataOf, lintOrSign } from './lint-or-sign.ts';
import { addAwards } from '../award-store.ts';
import { storeReissueIntents } from './store-reissue-intents.ts';
import { addIssuances } from './issuance-store.ts';
import { issuanceById } from '../../../../tests/recognised/stored-issuance.ts';
import { digestOf } from './issuance-text.ts';
import { activeKeyOf, ensureIssuer } from '../issuers/issuers.ts';
import { haltIssuing, resumeIssuing } from './issuing-halt.ts';
import { awardRequestFor } from '../../../../tests/recognised/many.ts';
import { awardAt, minute, neighbours } from '../../../../tests/recognised/neighbours.ts';
import { buildIssuance } from './prepare-award.ts';
import { statusListAddress } from '../issuers/status-lists.ts';
import { callingThreadSigningPool } from './signing-pool.ts';

let world: TestWorld;
let people: Awaited<ReturnType<typeof neighbours>>;
beforeAll(async () => {
	world = await testWorld();
	people = await neighbours(world);
});
afterAll(() => world.close());
const keyMissing = { code: 'platform.key-missing', status: 503 };
const issuing = () => ensureIssuer(world, people.here.institution);

test('what a thread is told: keys, the lists that were opened, the time; nothing without the key that signs lists', async () => {
	const issuer = await issuing();
	const key = await activeKeyOf(world, issuer);
	const away = { ...world, seal: fileSeal(`/tmp/no-such-folder-${world.newId()}/seal.key`) };
	await expect(verificationDataOf(away, issuer, [{ statusList: 1 }])).rejects.toMatchObject(keyMissing);
	expect(await verificationDataOf(away, issuer, [{ statusList: 0 }])).toMatchObject({ lists: new Map() });
	const known = await verificationDataOf(
		world,
		issuer,
		[0, 1, 99, 1].map((statusList) => ({ statusList })),
	);
	expect(known).toMatchObject({ did: issuer.did, now: world.now() });
	expect(known.keys.map(({ multikey, state }) => [multikey, state])).toEqual([[key.multikey, 'active']]);
	const address = statusListAddress(issuer, 1);
	expect([...known.lists.keys()]).toEqual([address]);
	expect(JSON.parse(known.lists.get(address) ?? '')).toMatchObject({ id: address, proof: [{}] });
	// For an issuing body that is not of this service, no keys are known.
	const stranger = { ...issuer, did: 'did:web:inconnu.example' };
	expect(await verificationDataOf(world, stranger, [])).toMatchObject({ did: stranger.did, keys: [] });
});

test('of a group: the faulty end, each for its reason; what cannot be told now waits, and is said', async () => {
	const { here } = people;
	const issuer = await issuing();
	const { multikey: kid } = await activeKeyOf(world, issuer);
	const institution = await institutionById(world, here.institution);
	const build = async (statusList: number, statusIndex: number) => {
		const { id } = await here.learner('Ada');
		const context = { institution, issuer, kid, statusList };
		const subject = `urn:uuid:${crypto.randomUUID()}`;
		return buildIssuance(world, context, awardRequestFor(world, id, institution.id), {
			subject,
			statusIndex,
			email: null,
		});
	};
	const [sound, altered, wrong, untold] = [
		await build(1, 1),
		await build(1, 2),
		await build(1, 3),
		// The status list of this one (0) was never opened.
		await build(0, 4),
	];
	const group = [sound, { ...altered, digest: digestOf('other') }, { ...wrong, statusIndex: 5 }];
	await world.db.write((tx) => addIssuances(tx, [...group, untold]));
	const context = { world, pool: callingThreadSigningPool, issuer };
	const ends = async () =>
		Promise.all([...group, untold].map(async ({ id }) => (await issuanceById(world.db.read, id))?.voided));

	await expect(lintOrSign(context, [sound, untold], null)).rejects.toMatchObject(keyMissing);
	expect(await ends()).toEqual([null, null, null, null]);
	world.lines.splice(0);
	expect(await lintOrSign(context, group, null)).toEqual([{ issuance: sound, proof: null }]);
	expect(await ends()).toEqual([null, 'altered', 'lint-refused', null]);
	expect(world.lines.map((line) => JSON.parse(line) as object)).toEqual([
		{
			event: 'recognition.issuance-voided',
			reason: 'altered',
			fault: 'A badge was not issued: its text is not what was stored.',
		},
		{
			event: 'recognition.issuance-voided',
			reason: 'lint-refused',
			fault: 'A badge was not issued: its status entry is not the one intended.',
		},
	]);
	const signed = await lintOrSign(context, [sound], await activeKeyOf(world, issuer));
	expect(signed).toEqual([{ issuance: sound, proof: expect.stringMatching(/^\{.*"proofValue":"z/) }]);
	expect(await lintOrSign(context, [], null)).toEqual([]);
});

test('signed anew: only what stands, whole, of that key; what is no badge is told as altered', async () => {
	const { here, ada } = people;
	const issuer = await issuing();
	const { multikey: kid } = await activeKeyOf(world, issuer);
	const place = { ...here, issuer, kid };
	let n = 0;
	const award = (set: Parameters<typeof awardAt>[3]) =>
		awardAt(world, place, ada.id, { badge: `practice-${(n += 1)}`, ...set });
	const [whole, ...others] = [
		award({}),
		award({ kid: 'z6MkAnother' }),
		award({ revokedAt: minute(3) }),
		award({ credential: null }),
		award({ basis: null }),
	] as const;
	await world.db.write((tx) => addAwards(tx, [whole, ...others]));
	const ids = [whole, ...others].map(({ id }) => id);
	const why = { kid, reason: 'Volée.' };
	const intend = (all: readonly string[]) =>
		storeReissueIntents(world, callingThreadSigningPool, issuer, all, why);
	expect(await intend(ids)).toEqual({ issuances: [], altered: [whole.id] });
	expect(await intend(others.map(({ id }) => id))).toEqual({ issuances: [], altered: [] });
	expect(await intend([])).toEqual({ issuances: [], altered: [] });
	await haltIssuing(world, here.institution, 'Incident.');
	await expect(intend(ids)).rejects.toMatchObject({ code: 'recognition.issuing-halted', status: 503 });
	await resumeIssuing(world, here.institution);
});
