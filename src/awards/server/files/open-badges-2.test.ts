import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ANONYMOUS } from '#identity';
import { type FetchDocument, type JsonObject, readInput, verifyLegacy } from '#openbadges';
import { eachDialect } from '#tests/world';
import { cast, says, trains } from '../../../../tests/recognised/cast.ts';
import { setAwardVisibility } from '../set-award-visibility.ts';
import { awardBadgesByRule } from '../../../applications/server/award-badges-by-rule.ts';
import { ownVerifyOptions } from '../register.ts';
import { revokeAward } from '../revoke-award.ts';
import {
	awardAsOpenBadges2,
	issuerOpenBadges2Profile,
	ownOpenBadges2Document,
	ownOpenBadges2Picture,
} from './open-badges-2.ts';

const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);

eachDialect('the Open Badges 2.0 twin', (world) => {
	const fetchDocument: FetchDocument = async (url) =>
		(await ownOpenBadges2Document(world(), url)) ?? { kind: 'unknown', why: 'not-supported' };

	const check = (given: Uint8Array | string) =>
		verifyLegacy(readInput(given), { ...ownVerifyOptions(world()), fetchDocument });

	async function published() {
		const people = await cast(world());
		await says(world(), people.ada, 'communication', 1);
		await trains(world(), people.ada, 'communication', 150);
		const [award] = await awardBadgesByRule(world(), people.ada.id, 'fr');
		if (!award) throw new Error('The rule gives the badge.');
		await setAwardVisibility(world(), people.ada, award.id, { visibility: 'public', key: world().newId() });
		return { people, id: award.id };
	}

	test('a published award verifies as a hosted badge and as a baked picture, and names nobody', async () => {
		const { people, id } = await published();
		const assertion = text(await awardAsOpenBadges2(world(), ANONYMOUS, id, 'assertion'));
		expect(assertion).not.toMatch(/\bAda\b|\bada@/);
		// The salt must be the same at each request, so that the same document is served.
		const { recipient } = JSON.parse(assertion) as { recipient: { salt: string } };
		const sum = createHash('sha256').update(`open-badges-2.0 ${id}`).digest('hex');
		expect(recipient.salt).toBe(sum.slice(0, 32));
		for (const given of [assertion, (await awardAsOpenBadges2(world(), ANONYMOUS, id, 'png')).bytes]) {
			const report = await check(given);
			expect(report).toMatchObject({
				verdict: 'valid',
				spec: '2.0',
				issuer: { id: `http://localhost:3000/i/${people.here.slug}/2.0`, name: 'École des Érables' },
			});
		}
		const other = JSON.parse(assertion) as JsonObject;
		expect((await check(JSON.stringify({ ...other, issuedOn: '2020-01-01T00:00:00Z' }))).verdict).toBe(
			'altered',
		);
	});

	test('unknown, unpublished and not theirs get the same 404', async () => {
		const { people, id } = await published();
		await setAwardVisibility(world(), people.ada, id, { visibility: 'private', key: world().newId() });
		for (const part of ['assertion', 'badge', 'png'] as const) {
			for (const [actor, which] of [
				[ANONYMOUS, id],
				[people.denis, id],
				[people.ada, world().newId()],
			] as const) {
				await expect(awardAsOpenBadges2(world(), actor, which, part)).rejects.toMatchObject({
					code: 'not-found',
					status: 404,
				});
			}
			expect(await awardAsOpenBadges2(world(), people.ada, id, part)).toMatchObject({ gone: false });
		}
		await expect(issuerOpenBadges2Profile(world(), 'nulle-part')).rejects.toMatchObject({ status: 404 });
	});

	test('once revoked, the twin is gone and says why; every copy of it is then revoked', async () => {
		const { people, id } = await published();
		const before = text(await awardAsOpenBadges2(world(), ANONYMOUS, id, 'assertion'));
		const picture = (await awardAsOpenBadges2(world(), ANONYMOUS, id, 'png')).bytes;
		await revokeAward(world(), people.chloe, id, { reason: 'Erreur de registre.', key: world().newId() });
		const after = await awardAsOpenBadges2(world(), ANONYMOUS, id, 'assertion');
		expect(after.gone).toBe(true);
		expect(JSON.parse(text(after))).toMatchObject({
			id: `http://localhost:3000/b/${id}/2.0`,
			revoked: true,
			revocationReason: 'Erreur de registre.',
		});
		expect((await awardAsOpenBadges2(world(), ANONYMOUS, id, 'png')).gone).toBe(true);
		const address = `http://localhost:3000/b/${id}/2.0`;
		expect(await ownOpenBadges2Document(world(), address)).toEqual({ kind: 'gone', text: text(after) });
		expect(await ownOpenBadges2Picture(world(), `${address}.png`)).toBeUndefined();
		for (const at of [address, `${address}/badge`])
			expect([at, await ownVerifyOptions(world()).fetchBadge!(at)]).toEqual([
				at,
				at === address ? { kind: 'gone' } : { kind: 'found', bytes: expect.any(Uint8Array) },
			]);
		// Another origin of the same length is not ours.
		expect(await ownOpenBadges2Document(world(), address.replace('3000', '4000'))).toBeUndefined();
		for (const given of [before, picture, text(after)]) expect((await check(given)).verdict).toBe('revoked');
	});
});
