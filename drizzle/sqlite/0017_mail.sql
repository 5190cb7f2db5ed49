CREATE TABLE `mail_links` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`purpose` text NOT NULL,
	`email` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `mail_links_person` ON `mail_links` (`person`);--> statement-breakpoint
CREATE INDEX `mail_links_end` ON `mail_links` (`expires_at`);--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text,
	`recipient` text NOT NULL,
	`kind` text NOT NULL,
	`locale` text NOT NULL,
	`sealed_values` text,
	`state` text NOT NULL,
	`uncertain` integer NOT NULL,
	`attempts` integer NOT NULL,
	`fault` text,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `mails_due` ON `mails` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `mails_person` ON `mails` (`person`);--> statement-breakpoint
CREATE INDEX `mails_ended` ON `mails` (`ended_at`);--> statement-breakpoint
ALTER TABLE `people` ADD `email_verified_at` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `email_refused_at` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `wants_mail` integer DEFAULT true NOT NULL;