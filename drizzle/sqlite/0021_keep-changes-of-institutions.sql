CREATE TABLE `institution_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`setting` text NOT NULL,
	`was` text NOT NULL,
	`became` text NOT NULL,
	`changed_by` text,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`changed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `institution_changes_order` ON `institution_changes` (`institution`,`changed_at`);--> statement-breakpoint
ALTER TABLE `institutions` ADD `logo` text REFERENCES files(id);