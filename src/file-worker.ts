/**
 * Entry point of the worker thread that receives files and draws pictures anew; vite.config.ts builds it as an
 * input of its own.
 */
import { receiveFileOnCallingThread, serveJobs } from '#platform/threads';

serveJobs({ 'receive-file': receiveFileOnCallingThread });
