CREATE TABLE `removed_evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`application` text NOT NULL,
	`title` text NOT NULL,
	`link` text,
	`training` text,
	`reflection` text NOT NULL,
	`added_at` integer NOT NULL,
	`removed_at` integer NOT NULL,
	FOREIGN KEY (`application`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`training`) REFERENCES `trainings`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `removed_evidence_application` ON `removed_evidence` (`application`,`removed_at`);--> statement-breakpoint
CREATE INDEX `removed_evidence_at` ON `removed_evidence` (`removed_at`);--> statement-breakpoint
CREATE INDEX `removed_evidence_training` ON `removed_evidence` (`training`);--> statement-breakpoint
CREATE TABLE `removed_trainings` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`framework_version` text NOT NULL,
	`title` text NOT NULL,
	`date` text NOT NULL,
	`minutes` integer NOT NULL,
	`kind` text NOT NULL,
	`dimensions` text NOT NULL,
	`reflection` text NOT NULL,
	`link` text,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`removed_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `removed_trainings_of_person` ON `removed_trainings` (`person`,`removed_at`);--> statement-breakpoint
CREATE INDEX `removed_trainings_at` ON `removed_trainings` (`removed_at`);