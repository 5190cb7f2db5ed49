import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestWorld, testWorld } from '#tests/world';
import { putRow, second, touchedRows } from '../../../tests/touched-rows.ts';
import { clearBindsEmail } from './binding/binding-store.ts';
import { erasePersonFromAwardsIn } from './erase-store.ts';
import { markLostIssuancePublished } from './restored/restored-store.ts';

/** Each write is tried among rows of neighbours, which it must not touch. */
let world: TestWorld;
const touched = (work: Parameters<typeof touchedRows>[1]) => touchedRows(world, work);

beforeEach(async () => {
	world = await testWorld();
	for (const id of ['ada', 'emile']) await putRow(world, 'people', { id });
	for (const institution of ['here', 'there']) {
		await putRow(world, 'institutions', { id: institution });
		await putRow(world, 'issuers', { id: `issuer-${institution}`, institution });
	}
});
afterEach(() => world.close());

test('of somebody who leaves one institution, what is under way there is voided, and their decisions there are nobody’s', async () => {
	for (const institution of ['here', 'there'])
		for (const person of ['ada', 'emile']) {
			const at = { institution, issuer: `issuer-${institution}` };
			for (const openKey of [`${person}:${institution}`, null])
				await putRow(world, 'issuances', { ...at, person, openKey, step: 'intended' });
			for (const by of [{ decidedBy: person }, { revokedBy: person }, { decidedBy: 'emile' }])
				await putRow(world, 'awards', { ...at, person: 'emile', revokedBy: 'emile', ...by });
		}
	expect(
		await touched((tx) => erasePersonFromAwardsIn(tx, 'ada', { institution: 'here', now: second(9) })),
	).toEqual({ issuances: 1, awards: 2 });
});

test('a badge is bound no more, nor its translation', async () => {
	const of = { institution: 'here', issuer: 'issuer-here', person: 'ada', bindsEmail: true };
	await putRow(world, 'awards', { id: 'one', ...of });
	await putRow(world, 'awards', { id: 'other', ...of });
	await putRow(world, 'awards', { id: 'translation', translationOf: 'one', ...of });
	expect(await touched((tx) => clearBindsEmail(tx, 'one'))).toEqual({ awards: 2 });
});

test('of what a restored database lost, one issuance is published, and no other', async () => {
	const of = { institution: 'here', issuer: 'issuer-here', person: 'ada', step: 'signed', proof: 'proof' };
	await putRow(world, 'awards', { id: 'award', ...of, bindsEmail: false });
	for (const [id, more] of [
		['lost', { voided: 'restored' }],
		['other', { voided: 'restored' }],
		['anew', { voided: 'restored', reissueOf: 'award' }],
		['left', { voided: 'person-left' }],
		['open', {}],
	] as const)
		await putRow(world, 'issuances', { id, ...of, ...more });
	const publish = (id: string) => touched((tx) => markLostIssuancePublished(tx, id));
	expect([
		await publish('lost'),
		await publish('anew'),
		await publish('left'),
		await publish('open'),
	]).toEqual([{ issuances: 1 }, {}, {}, {}]);
});
