import { EXTENSIONS, type FileType } from './file-types.ts';

/** Characters that Windows, macOS or Linux refuse in a file's name, or that a shell would take for something. */
const REFUSED = /[<>:"/\\|?*%$`]/g;
/** Names that Windows keeps for devices, with any extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Returns the name under which a browser saves a file: as it was sent, without what a system refuses, and with
 * the extension of what it is. `otherwise` is used where nothing is left of the name.
 */
export function savedFileName(
	{ name, type }: { readonly name: string; readonly type: string },
	otherwise: string,
): string {
	const extension = EXTENSIONS[type as FileType] ?? 'bin';
	const same = new RegExp(`\\.(${extension}${extension === 'jpg' ? '|jpeg' : ''})$`, 'i');
	const base = name
		.replace(same, '')
		.replace(REFUSED, '_')
		.replace(/[. ]+$/, '');
	const safe = base === '' || DEVICES.test(base) ? otherwise : base;
	return `${safe}.${extension}`;
}
