import { expect } from '@playwright/test';
import { test } from '../fixtures.ts';
import { visitor } from '../visitor.ts';
import { word } from '../words.ts';

const TITLE = 'Atelier à l’école';
const LOGGED = {
	...{ title: TITLE, hours: '1', minutes: '0', date: '2026-01-15', kind: 'workshop' },
	...{ 'dimensions[]': ['collaboration'], reflection: 'J’ai noté ce que le groupe retient.' },
};

test('an activity is found, removed, put back, removed again, and erased for good', async ({ service }) => {
	const ada = visitor(service.origin);
	await ada.signIn('ada', service.passwords['ada'] ?? '');
	for (let n = 0; n < 6; n += 1)
		await ada.send('/training/new', '?/record', { ...LOGGED, ...(n > 0 && { title: `Lecture ${n}` }) });

	// The words are in the body, never in an address; accents and apostrophes do not matter.
	const found = await ada.send('/training', '?/search', { words: "a L'ECOLE" });
	expect([found.status, found.location]).toEqual([200, '']);
	expect(found.body).toContain(TITLE);
	expect(found.body).not.toContain('>Lecture 1</a>');

	const [, page = ''] = found.body.match(/href="(\/training\/[0-9a-z]{26})"/) ?? [];
	const removed = await ada.send(page, '?/remove', {});
	expect(removed.location).toBe('/training?done=removed');
	const list = (await ada.get(removed.location)).body;
	expect(list).toContain(word('fr', 'removed_title'));
	expect(list).toContain(word('fr', 'removed_back_until'));
	expect((await ada.get(page)).status).toBe(404);

	const back = await ada.send('/training', '?/putBack', {});
	expect(back.location).toBe('/training?done=back');
	const whole = await ada.get(page);
	expect(whole.status).toBe(200);
	expect(whole.body).toContain(LOGGED.reflection);
	expect((await ada.get('/training')).body).not.toContain(word('fr', 'removed_title'));

	await ada.send(page, '?/remove', {});
	const erased = await ada.send('/training', '?/erase', {});
	expect(erased.location).toBe('/training?done=erased');
	const after = (await ada.get(erased.location)).body;
	expect(after).not.toContain(TITLE);
	expect(after).not.toContain(word('fr', 'removed_title'));
});

test('evidence taken out of an application is put back from its page', async ({ service }) => {
	const ada = visitor(service.origin);
	await ada.signIn('ada', service.passwords['ada'] ?? '');
	const started = await ada.send('/recognition/practice-communication', '?/start', {});
	const application = started.location;
	await ada.send(application, '?/add', {
		title: 'Journal de bord',
		link: 'https://exemple.test/journal',
		reflection: 'Ce que ce journal montre.',
	});
	const [evidence = ''] = (await ada.get(application)).body.match(/\/applications\/\w+\/evidence\/\w+/) ?? [];
	const removed = await ada.send(evidence, '?/remove', {});
	const without = (await ada.get(removed.location)).body;
	expect(without).toContain(word('fr', 'recognition_evidence_removed'));
	expect(without).toContain(word('fr', 'removed_title'));
	expect(without).toContain(word('fr', 'recognition_evidence_none'));
	const back = await ada.send(application, '?/putBack', {});
	expect(back.location).toBe(`${application}?done=back`);
	expect((await ada.get(back.location)).body).toContain(word('fr', 'recognition_evidence_back'));
	expect((await ada.get(evidence)).body).toContain(word('fr', 'recognition_evidence_to_application'));
	const again = (await ada.get(application)).body;
	expect(again).toContain('Ce que ce journal montre.');
	expect(again).not.toContain(word('fr', 'removed_title'));
});
