import { expect } from '@playwright/test';
import { test } from '../fixtures.ts';
import { word } from '../words.ts';

test('Bruno reviews the people he accompanies alone: the choice holds from the list to what comes after an answer', async ({
	ownCast: { who, things },
}) => {
	const { bruno } = who;
	const linksIn = (body: string) =>
		[...body.matchAll(/href="(\/review\/[0-9a-z]{26}[^"]*)"/g)].map(([, link]) => link);
	const everybody = linksIn((await bruno.get('/review')).body);
	const mine = linksIn((await bruno.get('/review?mine=1')).body);
	expect(mine.length).toBeGreaterThan(0);
	expect(mine).toContain(`/review/${things.sent}?mine=1`);
	for (const link of mine) expect(everybody).toContain(link?.replace('?mine=1', ''));

	const at = `/review/${things.sent}?mine=1`;
	const { body } = await bruno.get(at);
	expect(body).toContain('href="/review?mine=1"');
	const form = await bruno.form(at, '?/decide');
	const decide = (answer: { decision: string; level?: string; reason: string }) =>
		bruno.post(`/review/${things.sent}${form.action}`, { ...form.fields, ...answer });
	// A refused form keeps the choice too, without a script.
	const refused = await decide({ decision: 'refuse', reason: '' });
	expect(refused.status).toBe(422);
	expect(refused.body).toContain('href="/review?mine=1"');
	const answer = await decide({ decision: 'accept', level: 'intermediate', reason: 'Belle démarche.' });
	expect(answer.location).toBe(`/review?done=accept&after=${things.sent}&mine=1`);
	const after = (await bruno.get(answer.location)).body;
	expect(after).toContain(word('fr', 'recognition_decided_accept'));
	expect(after).toContain(word('fr', 'recognition_review_everybody'));
});
