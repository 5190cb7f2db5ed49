CREATE TABLE `opinions` (
	`id` text PRIMARY KEY NOT NULL,
	`application` text NOT NULL,
	`submission` text NOT NULL,
	`reviewer` text,
	`decision` text NOT NULL,
	`reason` text NOT NULL,
	`level` text,
	`said_at_decision` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`submission`) REFERENCES `application_submissions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`reviewer`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `opinions_application` ON `opinions` (`application`);--> statement-breakpoint
CREATE INDEX `opinions_submission` ON `opinions` (`submission`);--> statement-breakpoint
CREATE INDEX `opinions_reviewer` ON `opinions` (`reviewer`);--> statement-breakpoint
ALTER TABLE `applications` ADD `settling` integer DEFAULT false NOT NULL;