import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	check.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, check]);
}

/**
 * Makes a one-pixel PNG with a badge baked in byte by byte (OB 2.0, Baking): `tEXt` for an address (0.5),
 * `iTXt` for anything else.
 */
export function bakedPng(text: string): Uint8Array {
	const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
	const old = /^https?:/.test(text);
	const badge = old
		? chunk('tEXt', Buffer.from(`openbadges\0${text}`, 'latin1'))
		: chunk(
				'iTXt',
				Buffer.concat([Buffer.from('openbadges\0\0\0\0\0', 'latin1'), Buffer.from(text, 'utf8')]),
			);
	return Uint8Array.from(
		Buffer.concat([
			Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
			chunk('IHDR', header),
			chunk('IDAT', deflateSync(Buffer.from([0, 200, 30, 90]))),
			badge,
			chunk('IEND', Buffer.alloc(0)),
		]),
	);
}

/**
 * Makes an SVG with a badge baked in by hand (OB 2.0, Baking): an address or a token in `verify`, JSON as
 * character data.
 */
export function bakedSvg(text: string): string {
	const json = text.startsWith('{');
	const verify = json ? '' : ` verify="${text}"`;
	const data = json ? `<![CDATA[${text}]]>` : '';
	return (
		'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">' +
		`<openbadges:assertion${verify}>${data}</openbadges:assertion><circle r="3"/></svg>`
	);
}
