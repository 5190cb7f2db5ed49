import { expect } from '@playwright/test';
import { assemble } from '../cast.ts';
import { test } from '../fixtures.ts';
import { problemsIn } from '../visitor.ts';
import { word } from '../words.ts';

test('no link makes a page say that something was done; what was done is told, and once more', async () => {
	const { service, who, newcomer, things } = await assemble();
	const badge = things.award;
	const links = [
		...['changed', 'saved', 'closed', 'joined'].map((done) => `/account?${done}=1`),
		...['recorded', 'changed', 'removed', 'back', 'erased', 'looked'].map((done) => `/training?done=${done}`),
		'/training/hours?withdrawn',
		...['joined', 'left'].map((done) => `/cohorts/join?${done}`),
		...['added', 'changed', 'removed', 'back', 'erased', 'sent', 'withdrawn'].map(
			(done) => `/applications/${things.application}?done=${done}`,
		),
		...['published', 'bound', 'unbound', 'revoked', 'sibling'].map((done) => `/b/${badge}?done=${done}`),
		`/profile/${things.dimension}?done=answered`,
		'/privacy-notice/erased',
	];
	const said = word('fr', 'shell_notice_success');
	// What the cast has just done may still be told.
	for (const one of [who.ada, who.bruno]) one.setCookie('__Host-done', '');
	for (const link of links) {
		const { status, body } = await who.ada.get(link);
		expect(status, link).toBe(200);
		expect(body.includes(said), link).toBe(false);
		expect(body.includes(word('fr', 'privacy_erased_title')), link).toBe(false);
	}
	for (const done of ['accept', 'return', 'refuse'])
		expect((await who.bruno.get(`/review?done=${done}&after=${things.sent}`)).body.includes(said)).toBe(
			false,
		);

	const wrong = { code: 'AAAA-AAAA', key: 'told-00000000000000000' };
	const refused = await newcomer.post('/cohorts/join?/join', { ...wrong, form: 'join' });
	expect(problemsIn(refused.body)).toContain(word('fr', 'problem_cohort_code_unknown'));
	const join = { form: 'join', code: things.joinCode, key: 'told-00000000000000001' };
	const { location } = await newcomer.post('/cohorts/join?/join', join);
	expect(location).toBe('/cohorts/join?joined');
	const told = [];
	for (let time = 0; time < 3; time += 1)
		told.push((await newcomer.get(location)).body.includes(word('fr', 'cohort_joined')));
	expect(told).toEqual([true, true, false]);
	const left = await newcomer.post('/cohorts/join?/leave', { cohort: things.cohort, key: join.key });
	expect(left.location).toBe('/cohorts/join?left');
	expect((await newcomer.get(left.location)).body.includes(word('fr', 'cohort_left'))).toBe(true);
	// The page from which she had joined says so to nobody who has left since.
	const again = await newcomer.post('/cohorts/join?/join', join);
	expect(again.status).toBe(409);
	expect(problemsIn(again.body)).toContain(word('fr', 'problem_cohort_left_since'));
	expect((await newcomer.get('/cohorts/join')).body.includes(things.cohort)).toBe(false);
	await service.stop();
});
