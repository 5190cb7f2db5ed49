/** The part of fontkit's API that the artwork and the PDFs use; the package ships no types. */
declare module 'fontkit' {
	export interface Font {
		unitsPerEm: number;
		ascent: number;
		descent: number;
		/** The code points for which the font has a glyph. */
		readonly characterSet: readonly number[];
		glyphForCodePoint(codePoint: number): unknown;
		createSubset(): { includeGlyph(id: number): number; encode(): Uint8Array };
		hasGlyphForCodePoint(codePoint: number): boolean;
		layout(text: string): {
			advanceWidth: number;
			glyphs: {
				id: number;
				codePoints: readonly number[];
				path: { commands: { command: string; args: number[] }[] };
			}[];
			positions: { xAdvance: number }[];
		};
	}
	export function create(file: Uint8Array): Font;
}
