import { join } from 'node:path';
import type { BucketAddress } from './bucket-address.ts';
import { bucketFiles } from './bucket-files.ts';
import type { FileStore } from './file-store.ts';
import { localFiles } from './local-files.ts';

/** The folder of a data folder in which files are kept, where no bucket is set. */
export const FILES_FOLDER = 'files';

/** Which settings say where files are kept. */
export interface FilesSettings {
	readonly dataDir: string;
	readonly filesBucket: BucketAddress | null;
}

/** Opens the store that the settings name: a bucket, or the folder `files` of the data folder. */
export const openFileStore = ({ dataDir, filesBucket }: FilesSettings): FileStore =>
	filesBucket ? bucketFiles(filesBucket) : localFiles(join(dataDir, FILES_FOLDER));
