CREATE TABLE "connection_repairs" (
	"connection_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "connection_repairs_connection_id_session_id_pk" PRIMARY KEY("connection_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "spare_permissions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"connection_id" uuid NOT NULL,
	"status" text NOT NULL,
	"account_subject" text NOT NULL,
	"account_email" text NOT NULL,
	"scopes" text[] NOT NULL,
	"access_token" text NOT NULL,
	"access_token_expires_at" timestamp (3) with time zone NOT NULL,
	"refresh_token" text,
	"permission_ends_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "spare_permissions_status_known" CHECK ("status" in ('offered', 'chosen', 'ending'))
);
--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "permission_ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "set_up_refused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "connection_repairs" ADD CONSTRAINT "connection_repairs_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_repairs" ADD CONSTRAINT "connection_repairs_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spare_permissions" ADD CONSTRAINT "spare_permissions_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connection_repairs_session" ON "connection_repairs" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "spare_permissions_one_open" ON "spare_permissions" USING btree ("connection_id") WHERE status <> 'ending';--> statement-breakpoint
CREATE INDEX "spare_permissions_connection" ON "spare_permissions" USING btree ("connection_id");--> statement-breakpoint
CREATE FUNCTION connection_flows_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce('user', coalesce(NEW.user_id, OLD.user_id));
  RETURN NULL;
END $$;
--> statement-breakpoint
-- An authorization that begins or ends elsewhere shows on every open page.
CREATE TRIGGER connection_flows_announce AFTER INSERT OR DELETE ON connection_flows
  FOR EACH ROW EXECUTE FUNCTION connection_flows_announce();
--> statement-breakpoint
CREATE FUNCTION spare_permissions_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce('user', user_id) FROM connections WHERE id = NEW.connection_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER spare_permissions_announce AFTER INSERT OR UPDATE OF status ON spare_permissions
  FOR EACH ROW EXECUTE FUNCTION spare_permissions_announce();
