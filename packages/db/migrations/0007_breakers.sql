CREATE TABLE "breakers" (
	"scope" text PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'closed' NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"counting_since" timestamp (3) with time zone,
	"failed_connections" uuid[] DEFAULT '{}' NOT NULL,
	"reason" text,
	"opens" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"open_until" timestamp (3) with time zone,
	"is_named" boolean DEFAULT false NOT NULL,
	"probe_until" timestamp (3) with time zone,
	"probe_epoch" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "breakers_state_known" CHECK ("state" in ('closed', 'open', 'half_open')),
	CONSTRAINT "breakers_reason_known" CHECK ("reason" in ('unreachable', 'rate_limited')),
	CONSTRAINT "breakers_scope_known" CHECK (scope like 'connection:%' or scope like 'platform:%'),
	CONSTRAINT "breakers_open_has_end" CHECK (state = 'closed' or (reason is not null and opened_at is not null and open_until is not null)),
	CONSTRAINT "breakers_half_open_has_end" CHECK (state <> 'half_open' or probe_until is not null)
);
--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "resumes_at" timestamp (3) with time zone;