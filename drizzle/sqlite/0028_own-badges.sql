CREATE TABLE `own_badge_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`badge` text NOT NULL,
	`version` integer NOT NULL,
	`definition` text NOT NULL,
	`artwork_fr` text NOT NULL,
	`artwork_en` text,
	`imported_by` text,
	`imported_at` integer NOT NULL,
	FOREIGN KEY (`badge`) REFERENCES `own_badges`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`imported_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `own_badge_versions_version` ON `own_badge_versions` (`badge`,`version`);--> statement-breakpoint
CREATE TABLE `own_badges` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`version` integer NOT NULL,
	`offered` integer NOT NULL,
	`revision` integer NOT NULL,
	`changed_by` text,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`changed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `own_badges_revision` ON `own_badges` (`revision`);--> statement-breakpoint
CREATE INDEX `own_badges_institution` ON `own_badges` (`institution`);--> statement-breakpoint
ALTER TABLE `institutions` ADD `badges_revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `institutions_badges_revision` ON `institutions` (`badges_revision`);