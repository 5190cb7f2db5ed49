CREATE TABLE `invitation_batches` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`name` text,
	`role` text NOT NULL,
	`audience` text,
	`locale` text NOT NULL,
	`days` integer NOT NULL,
	`list` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`begun_at` integer,
	`listed` integer NOT NULL,
	`done` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `invitation_batches_institution` ON `invitation_batches` (`institution`,`created_at`);--> statement-breakpoint
CREATE INDEX `invitation_batches_maker` ON `invitation_batches` (`created_by`);--> statement-breakpoint
CREATE TABLE `mailed_invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`batch` text NOT NULL,
	`institution` text NOT NULL,
	`line` integer NOT NULL,
	`token_hash` text NOT NULL,
	`email` text NOT NULL,
	`name` text,
	`school` text,
	`role` text NOT NULL,
	`audience` text,
	`sent_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`used_by` text,
	`revoked_at` integer,
	`mail` text,
	FOREIGN KEY (`batch`) REFERENCES `invitation_batches`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`institution`) REFERENCES `institutions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`used_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`mail`) REFERENCES `mails`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mailed_invitations_token` ON `mailed_invitations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `mailed_invitations_batch` ON `mailed_invitations` (`batch`,`line`);--> statement-breakpoint
CREATE INDEX `mailed_invitations_address` ON `mailed_invitations` (`email`,`institution`);--> statement-breakpoint
CREATE INDEX `mailed_invitations_mail` ON `mailed_invitations` (`mail`);--> statement-breakpoint
CREATE INDEX `mailed_invitations_user` ON `mailed_invitations` (`used_by`);--> statement-breakpoint
CREATE INDEX `mailed_invitations_end` ON `mailed_invitations` (`expires_at`);--> statement-breakpoint
DROP INDEX `mails_due`;--> statement-breakpoint
ALTER TABLE `mails` ADD `bulk` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `mails_due` ON `mails` (`state`,`bulk`,`due_at`);