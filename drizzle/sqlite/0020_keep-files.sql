CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`type` text NOT NULL,
	`name` text NOT NULL,
	`width` integer,
	`height` integer,
	`person` text,
	`institution` text,
	`made_at` integer NOT NULL,
	`unused_since` integer
);
--> statement-breakpoint
CREATE INDEX `files_sha256` ON `files` (`sha256`);--> statement-breakpoint
CREATE INDEX `files_person` ON `files` (`person`);--> statement-breakpoint
CREATE INDEX `files_institution` ON `files` (`institution`);--> statement-breakpoint
CREATE INDEX `files_unused` ON `files` (`unused_since`);