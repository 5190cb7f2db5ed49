/**
 * A program that restarts itself within the service's memory limits, and prints as JSON the pid, the Node
 * options and the malloc setting with which it then runs.
 */
import { restartWithMemoryLimits } from '../memory-limits.ts';

restartWithMemoryLimits(import.meta.filename);
console.log(
	JSON.stringify({ pid: process.pid, options: process.execArgv, arenas: process.env['MALLOC_ARENA_MAX'] }),
);
