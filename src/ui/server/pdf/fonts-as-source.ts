import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const INLINE = /\.woff\?inline$/;

/**
 * Lets a thread that runs the TypeScript sources import font files; in a build, they are inlined in the
 * program (`?inline`) and this does nothing. `here` is the URL of the calling module.
 */
export function registerFontImportHooks(here: string): void {
	if (!here.endsWith('.ts')) return;
	registerHooks({
		resolve(specifier, context, next) {
			if (!INLINE.test(specifier)) return next(specifier, context);
			const { url } = next(specifier.replace('?inline', ''), context);
			return { url: `${url}?inline`, format: 'module', shortCircuit: true };
		},
		load(url, context, next) {
			if (!INLINE.test(url)) return next(url, context);
			const text = readFileSync(fileURLToPath(url.replace('?inline', '')), 'base64');
			const source = `export default 'data:font/woff;base64,${text}';`;
			return { format: 'module', source, shortCircuit: true };
		},
	});
}
