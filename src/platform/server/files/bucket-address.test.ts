import { expect, test } from 'vitest';
import { readBucketAddress } from './bucket-address.ts';

test('the address of a bucket names all that is needed', () => {
	expect(readBucketAddress('https://AKID:a%2Fb%2Bc@s3.example.qc.ca/macaron?region=ca-central-1')).toEqual({
		origin: 'https://s3.example.qc.ca',
		bucket: 'macaron',
		prefix: '',
		region: 'ca-central-1',
		keyId: 'AKID',
		secret: 'a/b+c',
	});
	expect(readBucketAddress('http://k:s@127.0.0.1:9000/macaron/essai/files/')).toMatchObject({
		origin: 'http://127.0.0.1:9000',
		prefix: 'essai/files/',
		region: 'us-east-1',
	});
});

test.each([
	'',
	's3://k:s@host/macaron',
	'https://host/macaron',
	'https://k@host/macaron',
	'https://k:s@host',
	'https://k:s@host/',
	'https://k:s@host/Macaron_1',
	'https://k:s@host/macaron/a b',
	'https://k:s@host/macaron?regoin=ca',
	'https://k:s@host/macaron#x',
	'https://k:%zz@host/macaron',
])('« %s » is none', (text) => expect(readBucketAddress(text)).toBeUndefined());
