import { expect, test } from 'vitest';
import { signedRequest } from './signed-request.ts';

// The examples of docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html: same key, same instant.
// Those with more signed headers are left out: ours are always the same three.
const address = {
	origin: 'https://examplebucket.s3.amazonaws.com',
	region: 'us-east-1',
	keyId: 'AKIAIOSFODNN7EXAMPLE',
	secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const now = new Date('2013-05-24T00:00:00Z');
const signature = (request: Parameters<typeof signedRequest>[1]) =>
	/Signature=(\w+)$/.exec(signedRequest(address, request, now).headers['authorization'] ?? '')?.[1];

test('a bucket’s lifecycle and its list are signed as AWS says', () => {
	expect(signature({ method: 'GET', path: '/', query: { lifecycle: '' } })).toBe(
		'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
	);
	expect(signature({ method: 'GET', path: '/', query: { prefix: 'J', 'max-keys': '2' } })).toBe(
		'34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
	);
});

test('names and values are encoded once, and in the address as in what is signed', () => {
	const { url, headers } = signedRequest(
		address,
		{ method: 'GET', path: '/a b/é(1)', query: { 'x y': "1+1='2'" } },
		now,
	);
	expect(url).toBe('https://examplebucket.s3.amazonaws.com/a%20b/%C3%A9%281%29?x%20y=1%2B1%3D%272%27');
	expect(headers).toMatchObject({
		host: 'examplebucket.s3.amazonaws.com',
		'x-amz-date': '20130524T000000Z',
		'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	});
});

test('the body is signed too', () => {
	const put = (text: string) => signature({ method: 'PUT', path: '/x', body: Buffer.from(text) });
	expect(put('a')).not.toBe(put('b'));
});
