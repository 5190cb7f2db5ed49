/**
 * A limit on the memory taken by request bodies that are being received, so that together they never exhaust
 * the memory of the process.
 */
export interface BodyRoom {
	/**
	 * Reserves room for a body of `bytes` (its announced length, or an upper bound) from `address`. Returns a
	 * function that releases the room (idempotent), or undefined when the total or the address's share would
	 * be exceeded.
	 */
	take(address: string, bytes: number): (() => void) | undefined;
}

/**
 * Creates a limit on the bytes of request bodies being received, by their announced lengths: `all` bytes in
 * total, `each` bytes per address.
 */
export function bodyRoom({ all, each }: { readonly all: number; readonly each: number }): BodyRoom {
	const heldBy = new Map<string, number>();
	let held = 0;
	const change = (address: string, bytes: number) => {
		held += bytes;
		const now = (heldBy.get(address) ?? 0) + bytes;
		if (now > 0) heldBy.set(address, now);
		else heldBy.delete(address);
	};
	return {
		take(address, bytes) {
			if (held + bytes > all || (heldBy.get(address) ?? 0) + bytes > each) return undefined;
			change(address, bytes);
			let free = false;
			return () => {
				if (free) return;
				free = true;
				change(address, -bytes);
			};
		},
	};
}
