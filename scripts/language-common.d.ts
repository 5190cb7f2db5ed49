/**
 * The list of common passwords (zxcvbn-ts) from which the password filter is made. Declared here so that type
 * checking also works where only production packages are installed.
 */
declare module '@zxcvbn-ts/language-common' {
	export const dictionary: { readonly 'passwords-common': readonly string[] };
}
