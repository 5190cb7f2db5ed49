// Types of the libraries that make badges for the cases, limited to what the cases call: these packages ship
// none.
interface StockKey {
	readonly id: string;
	readonly publicKeyMultibase: string;
	signer(): object;
	export(options: object): Promise<{ readonly publicKeyMultibase: string }>;
}
declare module '@digitalbazaar/ed25519-multikey' {
	export function generate(options: object): Promise<StockKey>;
	export function from(key: object): Promise<StockKey>;
}
declare module '@digitalbazaar/ecdsa-multikey' {
	export function generate(options: object): Promise<StockKey>;
	export function from(key: object): Promise<StockKey>;
}
declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
	export const cryptosuite: object;
}
declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
	export function createSignCryptosuite(options: object): object;
	export function createDiscloseCryptosuite(options: object): object;
}
declare module '@digitalbazaar/ed25519-signature-2020' {
	export class Ed25519Signature2020 {
		constructor(options: object);
	}
}
declare module '@digitalbazaar/citizenship-context' {
	export const contexts: ReadonlyMap<string, object>;
}
