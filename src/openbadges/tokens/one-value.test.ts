import { expect, test } from 'vitest';
import { withSingleValues } from './one-value.ts';

test('a list of one is the value where a class has one value, and nothing else is touched', () => {
	const french = { '@value': 'Veille', '@language': 'fr' };
	const same = {
		'@context': ['https://www.w3.org/ns/credentials/v2'],
		type: ['VerifiableCredential'],
		evidence: [{ type: ['Evidence'], name: 'Journal' }],
		credentialSubject: [{ id: 'urn:x' }],
		credentialStatus: [{ type: 'BitstringStatusListEntry' }],
		description: [french],
		name: ['a', 'b'],
		issuer: [],
		tag: ['CRCN'],
		aud: ['x'],
		proof: [{ name: ['x'] }],
		endorsement: [{ name: ['x'] }],
	};
	expect(withSingleValues(same)).toEqual({ credential: same, paths: [] });
	const listed = {
		issuer: [{ id: 'urn:i', name: ['École'] }],
		validUntil: ['2030-01-01T00:00:00Z'],
		name: [['x']],
		credentialSubject: { achievement: [{ criteria: [{ narrative: ['x'] }] }] },
		credentialStatus: [{ statusListIndex: ['1'] }],
		evidence: [{ name: [null] }],
	};
	expect(withSingleValues(listed)).toEqual({
		credential: {
			issuer: { id: 'urn:i', name: 'École' },
			validUntil: '2030-01-01T00:00:00Z',
			name: [['x']],
			credentialSubject: { achievement: { criteria: { narrative: 'x' } } },
			credentialStatus: [{ statusListIndex: '1' }],
			evidence: [{ name: null }],
		},
		paths: [
			...['issuer', 'issuer.name', 'validUntil', 'credentialSubject.achievement'],
			...['credentialSubject.achievement.criteria', 'credentialSubject.achievement.criteria.narrative'],
			...['credentialStatus[0].statusListIndex', 'evidence[0].name'],
		],
	});
});
