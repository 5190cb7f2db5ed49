import type { Locale } from '#platform';
import { problemText } from '#messages/server';
import { DatabaseFault, FolderFault, type Settings, shownAddress } from '#platform/server';

/** How the owner of a server makes the database of a service. */
const CREATE_DATABASE =
	"create database macaron owner macaron template template0 encoding 'UTF8' locale 'C';";

/**
 * What the operator reads, in a language, when a data folder or a database cannot be used, and the exit code
 * of the program; undefined for any other error.
 */
export function storageFault(
	error: unknown,
	{ dataDir: folder, postgres }: Pick<Settings, 'dataDir' | 'postgres'>,
	locale: Locale,
): { readonly id: string; readonly sentence: string; readonly exit: number } | undefined {
	if (error instanceof FolderFault) {
		const { kind, detail, exit } = error;
		return { id: kind, exit, sentence: problemText(`folder.${kind}`, { folder, detail }, locale) };
	}
	if (error instanceof DatabaseFault && postgres !== null) {
		const { kind, detail, exit } = error;
		const told = { address: shownAddress(postgres), detail, command: CREATE_DATABASE };
		return { id: kind, exit, sentence: problemText(`database.${kind}`, told, locale) };
	}
	return undefined;
}
