import { expect, test } from 'vitest';
import { decodeStatusList, isStatusSet } from '#openbadges';
import { fileSeal, isUniqueViolation } from '#platform/server';
import { eachDialect } from '#tests/world';
import { addAwards, awardById } from '../award-store.ts';
import { cast, says, trains } from '../../../../tests/recognised/cast.ts';
import { ensureIssuer } from './issuers.ts';
import { awardBadgesByRule } from '../../../applications/server/award-badges-by-rule.ts';
import { revokeAward } from '../revoke-award.ts';
import { signedStatusList } from './status-lists.ts';
import { verifyFileOrText } from '../../../verification/server/verify-given.ts';

eachDialect('status lists', (world) => {
	const key = () => world().newId();

	/** Creates the people of the tests, with an « Exploration » badge issued to Ada. */
	async function exploration() {
		const people = await cast(world());
		await says(world(), people.ada, 'communication', 1);
		await trains(world(), people.ada, 'communication', 120);
		const [given] = await awardBadgesByRule(world(), people.ada.id, 'fr');
		const award = await awardById(world().db.read, given?.id ?? '');
		if (!award?.credential) throw new Error('The award has its text.');
		return { ...people, award: { ...award, credential: award.credential } };
	}

	test('a revocation changes the list at its next reading, at that entry alone', async () => {
		const { here, chloe, award } = await exploration();
		const issuer = await ensureIssuer(world(), here.id);
		const before = await signedStatusList(world(), issuer, 1);
		expect(await signedStatusList(world(), issuer, 1)).toBe(before);
		await revokeAward(world(), chloe, award.id, { reason: 'Erreur de registre.', key: key() });
		const after = await signedStatusList(world(), issuer, 1);
		expect(after.etag).not.toBe(before.etag);
		const { credentialSubject } = JSON.parse(after.text) as { credentialSubject: { encodedList: string } };
		const bits = decodeStatusList(credentialSubject.encodedList);
		expect(isStatusSet(bits, award.statusIndex)).toBe(true);
		expect(bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)).toBe(1);
	});

	test('a list is signed anew before it lapses; one that was never opened is not found', async () => {
		const { here } = await exploration();
		const issuer = await ensureIssuer(world(), here.id);
		const before = await signedStatusList(world(), issuer, 1);
		world().setNow(new Date(world().now().getTime() + 13 * 3_600_000));
		expect((await signedStatusList(world(), issuer, 1)).etag).not.toBe(before.etag);
		await expect(signedStatusList(world(), issuer, 2)).rejects.toMatchObject({ status: 404 });
	});

	test('131,072 entries; the next list opens when one is half full; no entry serves twice', async () => {
		const { here, award } = await exploration();
		const issuer = await ensureIssuer(world(), here.id);
		const { text } = await signedStatusList(world(), issuer, 1);
		const { credentialSubject } = JSON.parse(text) as { credentialSubject: { encodedList: string } };
		expect(decodeStatusList(credentialSubject.encodedList)).toHaveLength(131_072 / 8);
		const again = { ...award, id: key(), shortCode: key().slice(0, 8), person: key() };
		await expect(world().db.write((tx) => addAwards(tx, [again]))).rejects.toSatisfy(isUniqueViolation);
	});

	test('while the sealing key is away, a list signed before serves until it lapses, unless a badge is revoked', async () => {
		const { here, chloe, award } = await exploration();
		const issuer = await ensureIssuer(world(), here.id);
		const before = await signedStatusList(world(), issuer, 1);
		const away = { ...world(), seal: fileSeal(`/tmp/no-such-folder-${key()}/seal.key`) };
		world().setNow(new Date(world().now().getTime() + 23 * 3_600_000));
		expect(await signedStatusList(away, issuer, 1)).toBe(before);
		expect((await verifyFileOrText(away, award.credential)).verdict).toBe('valid');
		await revokeAward(away, chloe, award.id, { reason: 'Erreur de registre.', key: key() });
		const missing = { code: 'platform.key-missing', status: 503 };
		await expect(signedStatusList(away, issuer, 1)).rejects.toMatchObject(missing);
		expect((await verifyFileOrText(world(), award.credential)).verdict).toBe('revoked');
		world().setNow(new Date(world().now().getTime() + 24 * 3_600_000));
		await expect(signedStatusList(away, issuer, 1)).rejects.toMatchObject(missing);
	});

	test('without the sealing key, a badge is not said valid when its list cannot be signed', async () => {
		const { award } = await exploration();
		world().setNow(new Date(world().now().getTime() + 24 * 3_600_000));
		const away = { ...world(), seal: fileSeal(`/tmp/no-such-folder-${key()}/seal.key`) };
		expect((await verifyFileOrText(away, award.credential)).verdict).toBe('unknown');
		expect((await verifyFileOrText(world(), award.credential)).verdict).toBe('valid');
	});

	test('a service that moves starts a new issuing body, and the badges of the earlier one still verify', async () => {
		const { here, award } = await exploration();
		const moved = { ...world(), origin: 'https://macaron.example' };
		const issuer = await ensureIssuer(moved, here.id);
		expect(issuer.did).toBe(`did:web:macaron.example:i:${here.slug}`);
		expect((await verifyFileOrText(moved, award.credential)).verdict).toBe('valid');
	});
});
