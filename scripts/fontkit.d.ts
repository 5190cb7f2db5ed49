/** The part of fontkit's API that the artwork and the PDFs use; the package ships no types. */
declare module 'fontkit' {
	export interface Font {
		unitsPerEm: number;
		ascent: number;
		descent: number;
		hasGlyphForCodePoint(codePoint: number): boolean;
		layout(text: string): {
			advanceWidth: number;
			glyphs: { path: { commands: { command: string; args: number[] }[] } }[];
			positions: { xAdvance: number }[];
		};
	}
	export function create(file: Uint8Array): Font;
}
