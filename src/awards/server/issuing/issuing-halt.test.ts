import { expect, test } from 'vitest';
import { createInstitution } from '#identity/server';
import { eachDialect } from '#tests/world';
import { haltIssuing, issuingHalts, mustBeIssuing, resumeIssuing } from './issuing-halt.ts';

eachDialect('a halt of issuing', (world) => {
	const school = (slug: string) => createInstitution(world(), { slug, name: slug, kind: 'cegep' });
	const halted = (institution: string) =>
		world()
			.db.write((tx) => mustBeIssuing(tx, institution))
			.then(
				() => false,
				(problem: unknown) => {
					expect(problem).toMatchObject({ code: 'recognition.issuing-halted', status: 503 });
					return true;
				},
			);

	test('a write unit that found no halt ends before one is written, and the next finds it', async () => {
		const { id } = await school('rosemont');
		const order: string[] = [];
		let looked = () => {};
		let goOn = () => {};
		const looking = new Promise<void>((done) => (looked = done));
		const told = new Promise<void>((done) => (goOn = done));
		const issuing = world().db.write(async (tx) => {
			await mustBeIssuing(tx, id);
			looked();
			await told;
			order.push('issued');
		});
		await looking;
		const halting = haltIssuing(world(), id, 'Clé perdue de vue.').then(() => order.push('halted'));
		// Waits long enough for a halt that would not wait for the write unit under way.
		await Promise.race([halting, new Promise((done) => setTimeout(done, 50))]);
		goOn();
		await Promise.all([issuing, halting]);
		expect(order).toEqual(['issued', 'halted']);
		expect(await halted(id)).toBe(true);
	});

	test('holds where it was said, or everywhere; ending one leaves the others', async () => {
		const [here, there] = [(await school('ahuntsic')).id, (await school('maisonneuve')).id];
		await haltIssuing(world(), here, 'Rotation.');
		expect([await halted(here), await halted(there)]).toEqual([true, false]);
		await haltIssuing(world(), null, 'Incident.');
		expect([await halted(here), await halted(there)]).toEqual([true, true]);
		expect(await resumeIssuing(world(), there)).toBe(false);
		expect(await resumeIssuing(world(), null)).toBe(true);
		expect([await halted(here), await halted(there)]).toEqual([true, false]);
		expect((await issuingHalts(world())).map(({ reason }) => reason)).toContain('Rotation.');
		expect(await resumeIssuing(world(), here)).toBe(true);
		expect(await resumeIssuing(world(), here)).toBe(false);
		expect([await halted(here), await halted(there)]).toEqual([false, false]);
	});
});
