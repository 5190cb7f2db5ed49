// Ends with 0 when the service of this container answers and can save, with 1 otherwise.
const port = process.env.PORT || 3000;
try {
	const { status } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4_000) });
	process.exitCode = status === 200 ? 0 : 1;
} catch {
	process.exitCode = 1;
}
