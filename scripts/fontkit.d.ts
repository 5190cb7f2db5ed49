/** The few words of fontkit that the artwork uses; the package brings no types. */
declare module 'fontkit' {
	interface Font {
		unitsPerEm: number;
		layout(text: string): {
			glyphs: { path: { commands: { command: string; args: number[] }[] } }[];
			positions: { xAdvance: number }[];
		};
	}
	export function create(file: Uint8Array): Font;
}
