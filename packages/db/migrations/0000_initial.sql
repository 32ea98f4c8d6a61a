CREATE TABLE `agents` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`project_number` integer NOT NULL,
	`name` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`project_number`) REFERENCES `projects`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agents_id_unique` ON `agents` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `agents_project_name` ON `agents` (`project_number`,`name`);--> statement-breakpoint
CREATE TABLE `checkpoints` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`execution_number` integer NOT NULL,
	`turn` integer NOT NULL,
	`state_hash` blob NOT NULL,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`execution_number`) REFERENCES `executions`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `checkpoints_id_unique` ON `checkpoints` (`id`);--> statement-breakpoint
CREATE INDEX `checkpoints_by_execution` ON `checkpoints` (`execution_number`,`turn`);--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at_ms` integer NOT NULL,
	`project_number` integer NOT NULL,
	`execution_number` integer,
	`body` text NOT NULL,
	FOREIGN KEY (`project_number`) REFERENCES `projects`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`execution_number`) REFERENCES `executions`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `events_by_project` ON `events` (`project_number`);--> statement-breakpoint
CREATE INDEX `events_by_execution` ON `events` (`execution_number`);--> statement-breakpoint
CREATE TABLE `executions` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`project_number` integer NOT NULL,
	`agent_number` integer NOT NULL,
	`task_number` integer NOT NULL,
	`status` text NOT NULL,
	`status_at_ms` integer NOT NULL,
	`queue_reason` text,
	`not_before_ms` integer,
	`worker_number` integer,
	`question` text,
	`halt` text,
	`failure` text,
	`result` text,
	`fence` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`fingerprint` text,
	`turn` integer DEFAULT 0 NOT NULL,
	`oldest_turn` integer DEFAULT 1 NOT NULL,
	`last_hash` blob NOT NULL,
	`progress_at_ms` integer,
	`active_ms` integer DEFAULT 0 NOT NULL,
	`input_tokens` integer DEFAULT 0 NOT NULL,
	`output_tokens` integer DEFAULT 0 NOT NULL,
	`cost_micro_usd` integer DEFAULT 0 NOT NULL,
	`settings` text NOT NULL,
	`parent_number` integer,
	`parent_turn` integer,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`project_number`) REFERENCES `projects`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_number`) REFERENCES `agents`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`task_number`) REFERENCES `tasks`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`worker_number`) REFERENCES `workers`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_number`) REFERENCES `executions`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `executions_id_unique` ON `executions` (`id`);--> statement-breakpoint
CREATE INDEX `executions_by_project` ON `executions` (`project_number`);--> statement-breakpoint
CREATE INDEX `executions_by_task` ON `executions` (`task_number`);--> statement-breakpoint
CREATE INDEX `executions_by_status` ON `executions` (`status`);--> statement-breakpoint
CREATE INDEX `executions_by_worker` ON `executions` (`worker_number`) WHERE "executions"."worker_number" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`number` integer PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`request` text NOT NULL,
	`answer` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `idempotency_keys_key_unique` ON `idempotency_keys` (`key`);--> statement-breakpoint
CREATE TABLE `journal` (
	`number` integer PRIMARY KEY NOT NULL,
	`execution_number` integer NOT NULL,
	`turn` integer NOT NULL,
	`entry` text NOT NULL,
	FOREIGN KEY (`execution_number`) REFERENCES `executions`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `journal_by_execution` ON `journal` (`execution_number`,`turn`);--> statement-breakpoint
CREATE TABLE `meta` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `projects` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`root` text NOT NULL,
	`status` text NOT NULL,
	`paused_at_ms` integer,
	`pause_reason` text,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `projects_id_unique` ON `projects` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `projects_name_unique` ON `projects` (`name`);--> statement-breakpoint
CREATE TABLE `quarantined_turns` (
	`number` integer PRIMARY KEY NOT NULL,
	`execution_number` integer NOT NULL,
	`turn` integer NOT NULL,
	`reset` integer NOT NULL,
	`hash` blob NOT NULL,
	`messages` text NOT NULL,
	`state` text NOT NULL,
	`quarantined_at_ms` integer NOT NULL,
	FOREIGN KEY (`execution_number`) REFERENCES `executions`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `quarantined_turns_by_execution` ON `quarantined_turns` (`execution_number`,`turn`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`project_number` integer NOT NULL,
	`agent_number` integer NOT NULL,
	`prompt` text NOT NULL,
	`status` text NOT NULL,
	`reassignments` integer NOT NULL,
	`execution_id` text,
	`result` text,
	`failure` text,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`project_number`) REFERENCES `projects`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_number`) REFERENCES `agents`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_id_unique` ON `tasks` (`id`);--> statement-breakpoint
CREATE INDEX `tasks_by_project` ON `tasks` (`project_number`);--> statement-breakpoint
CREATE TABLE `turns` (
	`number` integer PRIMARY KEY NOT NULL,
	`execution_number` integer NOT NULL,
	`turn` integer NOT NULL,
	`reset` integer NOT NULL,
	`hash` blob NOT NULL,
	`messages` text NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`execution_number`) REFERENCES `executions`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `turns_by_execution` ON `turns` (`execution_number`,`turn`);--> statement-breakpoint
CREATE INDEX `turns_resets` ON `turns` (`execution_number`,`turn`) WHERE "turns"."reset" = 1;--> statement-breakpoint
CREATE TABLE `workers` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`host` text NOT NULL,
	`pid` integer NOT NULL,
	`beat_at_ms` integer NOT NULL,
	`lease_ms` integer NOT NULL,
	`lease_until_monotonic_ms` integer NOT NULL,
	`boot_id` text NOT NULL,
	`revocations` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workers_id_unique` ON `workers` (`id`);