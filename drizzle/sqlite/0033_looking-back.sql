ALTER TABLE `removed_trainings` ADD `suggestion` text;--> statement-breakpoint
ALTER TABLE `removed_trainings` ADD `before_step` integer;--> statement-breakpoint
ALTER TABLE `removed_trainings` ADD `now_step` integer;--> statement-breakpoint
ALTER TABLE `removed_trainings` ADD `helped` integer;--> statement-breakpoint
ALTER TABLE `trainings` ADD `suggestion` text;--> statement-breakpoint
ALTER TABLE `trainings` ADD `before_step` integer;--> statement-breakpoint
ALTER TABLE `trainings` ADD `now_step` integer;--> statement-breakpoint
ALTER TABLE `trainings` ADD `helped` integer;--> statement-breakpoint
CREATE INDEX `trainings_suggestion` ON `trainings` (`suggestion`,`person`,`helped`);