/** Does a work in one tab at a time, where the browser can tell; where it refuses to (no site data), at once. */
export async function alone(name: string, work: () => Promise<void>): Promise<void> {
	let begun = false;
	const begin = () => {
		begun = true;
		return work();
	};
	const { locks } = navigator;
	if (!locks) return begin();
	try {
		await locks.request(name, begin);
	} catch (refused) {
		if (begun) throw refused;
		await begin();
	}
}
