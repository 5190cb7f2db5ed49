/** The one list of zxcvbn-ts that the filter of passwords is made of, so that the types stand where only what is served is installed. */
declare module '@zxcvbn-ts/language-common' {
	export const dictionary: { readonly 'passwords-common': readonly string[] };
}
