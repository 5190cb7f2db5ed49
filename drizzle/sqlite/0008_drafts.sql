CREATE TABLE `carried_texts` (
	`id` text PRIMARY KEY NOT NULL,
	`bearer` text NOT NULL,
	`sealed` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `carried_texts_bearer` ON `carried_texts` (`bearer`);--> statement-breakpoint
CREATE INDEX `carried_texts_age` ON `carried_texts` (`at`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`person` text NOT NULL,
	`path` text NOT NULL,
	`form` text NOT NULL,
	`revision` integer NOT NULL,
	`typed` text NOT NULL,
	`other` text,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person`, `path`, `form`)
);
--> statement-breakpoint
CREATE INDEX `drafts_age` ON `drafts` (`saved_at`);