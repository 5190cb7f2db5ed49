import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { m } from '#messages';
import LearnerPart from './LearnerPart.svelte';

type Given = Parameters<typeof LearnerPart>[1];
const wheel = [{ slug: 'communication', number: 6, title: 'Communiquer', short: 'Communication' }];
const nothing = { said: 'not-situated', shown: 'not-situated', observed: null } as const;
const day: Given = {
	...{ newcomer: false, fresh: 0, news: [], next: null, nextIsNew: false, answered: 0, total: 12 },
	...{ wheel, marks: { communication: nothing }, sentence: '', drawn: false },
	said: [{ level: 'Pas encore situé', names: ['6. Communication'] }],
	...{ near: [], hours: '2 h', year: '2026', advisers: '', howMany: 0 },
};

test('somebody who logged something and placed nothing reads what to do, not an empty wheel', () => {
	const { body } = render(LearnerPart, { props: day });
	expect(body).not.toContain('class="wheel');
	expect(body).toContain(m.today_macaron_none());
	expect(body).toContain('href="/assessment"');
});

test('a wheel stands with the names of its dimensions, those that are not placed too', () => {
	const { body } = render(LearnerPart, { props: { ...day, drawn: true } });
	expect(body).toContain('<svg');
	expect(body).toContain('6. Communication');
	expect(body).not.toContain(m.today_macaron_none());
});
