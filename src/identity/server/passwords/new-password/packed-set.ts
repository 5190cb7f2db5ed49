/**
 * Packs a set of whole numbers into few bytes: their sorted differences, Rice-coded (the quotient by 2^bits
 * as ones ended by a zero, then the remainder in `bits` bits). Numbers evenly distributed below `count ×
 * 2^bits` take about `bits + 1.5` bits each.
 */
export function packed(numbers: readonly number[], bits: number): Uint8Array {
	const bytes: number[] = [];
	let at = 0;
	const put = (bit: boolean) => {
		if (at % 8 === 0) bytes.push(0);
		if (bit) bytes[bytes.length - 1]! |= 0x80 >> (at % 8);
		at += 1;
	};
	let last = 0;
	for (const number of numbers.toSorted((a, b) => a - b)) {
		const difference = number - last;
		for (let ones = difference >>> bits; ones > 0; ones -= 1) put(true);
		put(false);
		for (let bit = bits - 1; bit >= 0; bit -= 1) put(((difference >>> bit) & 1) === 1);
		last = number;
	}
	return Uint8Array.from(bytes);
}

/** Unpacks `count` numbers that `packed` wrote with the same `bits`; they are in ascending order. */
export function unpacked(bytes: Uint8Array, count: number, bits: number): Uint32Array {
	const numbers = new Uint32Array(count);
	let at = 0;
	const take = () => {
		const bit = (bytes[at >>> 3]! >>> (7 - (at & 7))) & 1;
		at += 1;
		return bit;
	};
	let last = 0;
	for (const n of numbers.keys()) {
		let quotient = 0;
		while (take()) quotient += 1;
		let rest = 0;
		for (let bit = 0; bit < bits; bit += 1) rest = (rest << 1) | take();
		last += quotient * 2 ** bits + rest;
		numbers[n] = last;
	}
	return numbers;
}

/** Returns whether a sorted array contains a number (binary search). */
export function isAmong(sorted: Uint32Array, number: number): boolean {
	let [from, to] = [0, sorted.length];
	while (from < to) {
		const middle = (from + to) >>> 1;
		if (sorted[middle]! < number) from = middle + 1;
		else to = middle;
	}
	return sorted[from] === number;
}
