import { expect, test } from 'vitest';
import { OPINION_RECORDED_AS, RECORDED_AS } from './recorded-as.ts';

test('the names under which events are recorded never change: deliveries that wait hold them', () => {
	expect(RECORDED_AS).toEqual({
		submit: 'application.submitted',
		withdraw: 'application.withdrawn',
		return: 'application.returned',
		refuse: 'application.refused',
		accept: 'application.accepted',
	});
	expect(OPINION_RECORDED_AS).toBe('application.opinion-given');
});
