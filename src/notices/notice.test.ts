import { expect, test } from 'vitest';
import { noticeOfEvent, NOTICE_KINDS, NOTICE_OF_EVENT } from './notice.ts';

test.each([
	['application.returned', { application: 'a1' }, { what: 'application-returned', thing: 'a1' }],
	['application.refused', { application: 'a1' }, { what: 'application-refused', thing: 'a1' }],
	['application.confirmed', { application: 'a1' }, { what: 'application-confirmed', thing: 'a1' }],
	[
		'award.given',
		{ award: 'w1', badge: 'b', application: null, translationOf: null },
		{ what: 'badge-given', thing: 'w1' },
	],
	['award.given', { award: 'w1', badge: 'b', application: 'a1' }, { what: 'badge-given', thing: 'w1' }],
	// The same badge signed in the other language gives no notice: its person asked for it.
	['award.given', { award: 'w2', badge: 'b', application: 'a1', translationOf: 'w1' }, undefined],
	['award.revoked', { award: 'w1' }, { what: 'badge-revoked', thing: 'w1' }],
	['award.revoked', {}, undefined],
	// An acceptance gives no notice of its own: the notice of the badge that it leads to is enough.
	['application.accepted', { application: 'a1' }, undefined],
	['application.submitted', { application: 'a1' }, undefined],
	['training.recorded', { training: 't1' }, undefined],
	['toString', { application: 'a1' }, undefined],
] as const)('%s about %j tells its person %j', (name, about, tells) => {
	expect(noticeOfEvent({ name, person: 'ada', about })).toEqual(tells && { person: 'ada', ...tells });
	expect(noticeOfEvent({ name, person: null, about })).toBeUndefined();
});

test('each thing that is told has its event', () => {
	expect(Object.values(NOTICE_OF_EVENT).map(({ what }) => what)).toEqual([...NOTICE_KINDS]);
});
