ALTER TABLE `applications` ADD `binds_email` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `awards` ADD `binds_email` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `superseded_awards` ADD `cause` text DEFAULT 'key-compromised' NOT NULL;