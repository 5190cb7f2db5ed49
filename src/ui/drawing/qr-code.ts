import { encodeQR } from 'qr';

/** A QR code as it is drawn: dark bars on a square whose sides are counted in modules, quiet zone included. */
export interface QrCode {
	readonly side: number;
	readonly quiet: number;
	/** Neighbouring dark modules of one row, drawn as one bar: no hair-thin gap shows between them. */
	readonly bars: readonly { readonly x: number; readonly y: number; readonly width: number }[];
}

/** Light modules that a reader needs on each side (ISO/IEC 18004, 9.1). */
const QUIET = 4;

/** The QR code of a text, which a sheet of paper can lose 15 % of and still be read (level M). */
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

/** The dark part of a QR code as the path of an SVG whose box is `side` wide. */
export const qrPath = ({ bars }: QrCode): string =>
	bars.map(({ x, y, width }) => `M${x} ${y}h${width}v1h-${width}z`).join('');
