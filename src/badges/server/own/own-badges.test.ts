import { expect, test } from 'vitest';
import { createInstitution, latestBadgesRevision } from '#identity/server';
import type { PersonActor, Role } from '#identity';
import { askedBy } from '#tests/asked';
import { newcomer } from '#tests/people';
import { eachDialect, type TestWorld } from '#tests/world';
import { badgePng } from './badge-png.ts';
import { artworkAt, definitionAt, knownBadges, knownBadgesFor } from './known-badges.ts';
import { ownBadgeFile, squareDrawing } from './own-badge.fixture.ts';
import {
	administeredOwnBadges,
	exportBadge,
	importBadge,
	offerOwnBadge,
	previewBadgeFile,
	withdrawOwnBadge,
} from './own-badges.ts';

const notFound = { code: 'not-found', status: 404 };

let count = 0;
async function school(world: TestWorld) {
	const slug = `ecole-${(count += 1)}`;
	const { id } = await createInstitution(world, { slug, name: `École ${count}`, kind: 'service-centre' });
	const person = (role: Role) =>
		newcomer(world, [{ institution: id, role, audience: role === 'learner' ? 'teacher' : null }]);
	return { id, slug, chloe: await person('administrator'), ada: await person('learner') };
}
const imports = (world: TestWorld, who: PersonActor, content: string, shown = 0) =>
	importBadge(world, who, { content, shown, key: world.newId() });

eachDialect('the badges of an institution’s own', (open) => {
	test('are imported, offered there alone, and named everywhere', async () => {
		const world = open();
		const [here, there] = [await school(world), await school(world)];
		const id = `${here.slug}.robotique`;
		expect(await imports(world, here.chloe, ownBadgeFile())).toEqual({ id, version: 1, done: 'new' });
		const known = await knownBadges(world);
		expect(known.badge(id)).toMatchObject({ id, name: { fr: 'Robotique en classe' } });
		expect(known.offered(id, here.id)).toBe(known.badge(id));
		expect(known.offered(id, there.id)).toBeUndefined();
		const ids = (institution: string) => known.offeredIn(institution).map((one) => one.id);
		expect(ids(here.id)).toHaveLength(ids(there.id).length + 1);
		// In the order of the catalogue: among the badges of its dimension and kind.
		expect(ids(here.id)[ids(here.id).indexOf(id) + 1]).toBe('practice-collaboration');
		const { badges } = await administeredOwnBadges(world, here.chloe);
		expect(badges).toMatchObject([{ id, version: 1, offered: true, by: here.chloe.displayName }]);
		expect((await administeredOwnBadges(world, there.chloe)).badges).toEqual([]);
	});

	test('the same file again is there already; a change makes a later version, and each stays', async () => {
		const world = open();
		const { chloe, slug } = await school(world);
		const badge = `${slug}.robotique`;
		await imports(world, chloe, ownBadgeFile());
		expect(await previewBadgeFile(world, chloe, ownBadgeFile())).toMatchObject({
			standing: 'same',
			version: 1,
		});
		expect(await imports(world, chloe, ownBadgeFile(), 1)).toMatchObject({ version: 1, done: 'same' });
		const name = { fr: 'Robots en classe', en: 'Robots in class' };
		const changed = ownBadgeFile({ name }, { artworkFr: squareDrawing(), artworkEn: null });
		expect(await previewBadgeFile(world, chloe, changed)).toMatchObject({
			...{ standing: 'changed', version: 2, shown: 1 },
			changes: ['definition.name.fr', 'definition.name.en', 'artwork.fr', 'artwork.en'],
		});
		expect(await imports(world, chloe, changed, 1)).toMatchObject({ version: 2, done: 'changed' });
		// The file may say a later version, never an earlier one.
		expect(await imports(world, chloe, ownBadgeFile({ version: 7 }), 2)).toMatchObject({ version: 7 });
		const at = (definitionVersion: number) => ({ badge, definitionVersion });
		expect((await definitionAt(world, at(1)))?.name.fr).toBe('Robotique en classe');
		expect((await definitionAt(world, at(2)))?.name.fr).toBe('Robots en classe');
		expect(await definitionAt(world, at(3))).toBeUndefined();
		expect(await artworkAt(world, at(2), 'en')).toBe(squareDrawing());
		expect(await artworkAt(world, at(1), 'en')).toContain('<title>Practice · Collaboration</title>');
		await expect(artworkAt(world, at(3), 'fr')).rejects.toThrow(expect.objectContaining(notFound));
	});

	test('of two imports at once, the second is told', async () => {
		const world = open();
		const { chloe } = await school(world);
		await imports(world, chloe, ownBadgeFile());
		const later = (fr: string) => ownBadgeFile({ name: { fr, en: 'Robots' } });
		await imports(world, chloe, later('Un'), 1);
		await expect(imports(world, chloe, later('Deux'), 1)).rejects.toMatchObject({
			...{ code: 'badges.changed-meanwhile', status: 409 },
		});
		const key = world.newId();
		const sent = { content: later('Trois'), shown: 2, key };
		const first = await importBadge(world, chloe, sent);
		expect(await importBadge(world, chloe, sent)).toEqual(first);
	});

	test('a version keeps kind and dimension, as what was recognised keeps its sense', async () => {
		const world = open();
		const { chloe } = await school(world);
		await imports(world, chloe, ownBadgeFile());
		const preview = await previewBadgeFile(world, chloe, ownBadgeFile({ dimension: 'problem-solving' }));
		expect(preview.faults).toEqual([
			{ place: 'definition.dimension', code: 'stays', params: { was: 'collaboration' } },
		]);
		await expect(
			imports(world, chloe, ownBadgeFile({ dimension: 'problem-solving' }), 1),
		).rejects.toMatchObject({ code: 'badges.file-faults', field: 'content' });
	});

	test('one taken out of the offer is named still, and is put back', async () => {
		const world = open();
		const [here, there] = [await school(world), await school(world)];
		const { id: badge } = await imports(world, here.chloe, ownBadgeFile());
		const input = () => ({ badge, key: world.newId() });
		await expect(withdrawOwnBadge(world, there.chloe, input())).rejects.toMatchObject(notFound);
		await expect(withdrawOwnBadge(world, here.ada, input())).rejects.toMatchObject(notFound);
		await withdrawOwnBadge(world, here.chloe, input());
		const gone = await knownBadges(world);
		expect(gone.offered(badge, here.id)).toBeUndefined();
		expect(gone.badge(badge)?.id).toBe(badge);
		// A new version of it is not offered either until somebody says so.
		await imports(world, here.chloe, ownBadgeFile({ name: { fr: 'Robots', en: 'Robots' } }), 1);
		expect((await knownBadges(world)).offered(badge, here.id)).toBeUndefined();
		await offerOwnBadge(world, here.chloe, input());
		expect((await knownBadges(world)).offered(badge, here.id)?.version).toBe(2);
	});

	test('what leaves by the export comes back as it was, here and in another institution', async () => {
		const world = open();
		const [here, there] = [await school(world), await school(world)];
		const { id } = await imports(world, here.chloe, ownBadgeFile({ version: 3 }));
		const { text, name } = await exportBadge(world, here.chloe, id);
		expect(name).toBe(`${id}.3.json`);
		expect(text).toBe(ownBadgeFile({ version: 3 }));
		expect(await imports(world, here.chloe, text, 3)).toMatchObject({ done: 'same', version: 3 });
		const { id: other } = await imports(world, there.chloe, text);
		expect((await exportBadge(world, there.chloe, other)).text).toBe(text);
		for (const [who, badge] of [
			[there.chloe, id],
			[here.chloe, `${here.slug}.inconnu`],
			[here.chloe, 'inconnu'],
			[here.ada, 'practice-ethical-citizenship'],
		] as const)
			await expect(exportBadge(world, who, badge)).rejects.toMatchObject(notFound);
		// A common badge is where somebody begins.
		const begun = await exportBadge(world, there.chloe, 'exploration-collaboration');
		expect(await imports(world, there.chloe, begun.text)).toMatchObject({
			id: `${there.slug}.exploration-collaboration`,
		});
	});

	test('nobody but an administrator looks at a file or imports one', async () => {
		const world = open();
		const { ada } = await school(world);
		await expect(administeredOwnBadges(world, ada)).rejects.toMatchObject(notFound);
		expect(() => previewBadgeFile(world, ada, ownBadgeFile())).toThrow(expect.objectContaining(notFound));
		await expect(imports(world, ada, ownBadgeFile())).rejects.toMatchObject(notFound);
	});

	test('badges are read once: then a session asks nothing, whatever their number', async () => {
		const world = open();
		const { chloe, ada, id } = await school(world);
		for (let n = 0; n < 12; n += 1) await imports(world, chloe, ownBadgeFile({ id: `robotique-${n}` }));
		await knownBadges(world);
		const seen = async () => ({
			...{ ...ada, session: 'x' },
			ownBadges: await latestBadgesRevision(world.db.read),
		});
		const asker = await seen();
		const { asked, value } = await askedBy(() => knownBadges(world, asker));
		expect(asked).toEqual([]);
		expect(value.offeredIn(id).filter((one) => one.id.includes('.'))).toHaveLength(12);
		// A later revision in the session: one query, for what changed.
		await imports(world, chloe, ownBadgeFile({ id: 'robotique-12' }));
		const later = await seen();
		const { asked: again, value: more } = await askedBy(() => knownBadges(world, later));
		expect(again).toHaveLength(1);
		expect(more.offeredIn(id).filter((one) => one.id.includes('.'))).toHaveLength(13);
		expect((await askedBy(() => knownBadgesFor(world, ['practice-collaboration']))).asked).toEqual([]);
	});
});

eachDialect('the picture of a badge', (open) => {
	test('is drawn once, as PNG', async () => {
		const world = open();
		const [one, two] = [badgePng(world, squareDrawing()), badgePng(world, squareDrawing())];
		expect(two).toBe(one);
		expect(Buffer.from(await one).readUInt32BE(16)).toBe(600);
	});
});
