import { encodeQR } from 'qr';

/**
 * A QR code to be drawn: dark bars in a square; lengths are in modules (the code's smallest squares), quiet
 * zone included.
 */
export interface QrCode {
	readonly side: number;
	readonly quiet: number;
	/** The dark modules; adjacent ones of a row are one bar, so that no hairline gap shows between them. */
	readonly bars: readonly { readonly x: number; readonly y: number; readonly width: number }[];
}

/** Width of the empty border around a QR code, in modules (ISO/IEC 18004, 9.1). */
const QUIET = 4;

/** Makes the QR code of a text, still readable when 15 % of it is damaged (level M). */
export function qrCode(text: string): QrCode {
	const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
	const bars = rows.flatMap((row, y) => {
		const starts = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []));
		return starts.map((x) => {
			const end = row.indexOf(false, x);
			return { x, y, width: (end < 0 ? row.length : end) - x };
		});
	});
	return { side: rows.length, quiet: QUIET, bars };
}

/** The dark parts of a QR code as SVG path data, in a box `side` units wide. */
export const qrPath = ({ bars }: QrCode): string =>
	bars.map(({ x, y, width }) => `M${x} ${y}h${width}v1h-${width}z`).join('');
