import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { m } from '#messages';
import LearnerPart from './LearnerPart.svelte';
import Newcomer from './Newcomer.svelte';

type Props = Parameters<typeof LearnerPart>[1];
const wheel = [{ slug: 'communication', number: 6, title: 'Communiquer', short: 'Communication' }];
const nothing = { said: 'not-situated', shown: 'not-situated', observed: null } as const;
const day: Props = {
	...{ newcomer: false, slips: [], fresh: 0, news: [], next: null, nextIsNew: false, answered: 0 },
	placing: { placed: 0, left: 12, minutes: 4 },
	...{ wheel, marks: { communication: nothing }, sentence: '', drawn: false },
	said: [{ level: 'Pas encore situé', which: '6. Communication' }],
	sameLevelSentence: null,
	...{ levels: { beginner: 'Débutant', intermediate: 'Intermédiaire', advanced: 'Avancé' }, sources: false },
	...{ near: [], hours: '2 h', year: '2026', twoYears: false, advisers: '', howMany: 0 },
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
	// Its key stands under it, with the three sources only where more than what is said is drawn.
	expect(body).toContain('class="legend');
	expect(body).not.toContain(m.profile_observed());
	expect(render(LearnerPart, { props: { ...day, drawn: true, sources: true } }).body).toContain(
		m.profile_observed(),
	);
});

test('what is logged stands under the badges that ask for it, before the macaron and who to talk to', () => {
	const { body } = render(LearnerPart, { props: { ...day, drawn: true } });
	const at = ['id="hours"', 'id="macaron"', 'id="person"'].map((part) => body.indexOf(part));
	expect(at).not.toContain(-1);
	expect(at.toSorted((one, other) => one - other)).toEqual(at);
});

test('one sentence stands in place of the lines when every dimension is at one level', () => {
	const sameLevelSentence = 'Vous dites la même chose partout.';
	const { body } = render(LearnerPart, { props: { ...day, drawn: true, sameLevelSentence } });
	expect(body).toContain(sameLevelSentence);
	expect(body).not.toContain('<dl');
});

test('who has just arrived sees their macaron empty, named once, that leads nowhere, and reads when it fills', () => {
	const { body } = render(Newcomer, { props: day });
	expect(body.split(m.today_macaron_label())).toHaveLength(2);
	expect(body).not.toMatch(/data-said="[1-3]"/);
	expect(body).toContain(m.today_macaron_empty());
	expect(body.match(/<a /g)).toHaveLength(1);
});

test('an application that only waits to be sent says so, and leads to where it is sent', () => {
	const draft = { kind: 'draft', badge: 'Pratique · Communication', href: '/applications/a' } as const;
	const ready = render(LearnerPart, { props: { ...day, next: { ...draft, ready: true } } }).body;
	expect(ready).toContain(m.today_next_draft_ready());
	expect(ready).toContain(m.recognition_application_ready_go());
	const begun = render(LearnerPart, { props: { ...day, next: { ...draft, ready: false } } }).body;
	expect(begun).not.toContain(m.today_next_draft_ready());
	expect(begun).toContain(m.today_next_draft_do());
});

test('the hours lead to « Mes 30 heures » for whom the Act concerns, and for nobody else', () => {
	const hrefs = (twoYears: boolean) => render(LearnerPart, { props: { ...day, twoYears } }).body;
	expect(hrefs(true)).toContain('href="/training/hours"');
	expect(hrefs(false)).not.toContain('href="/training/hours"');
});
