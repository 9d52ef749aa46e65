-- A session without a meeting that becomes one that needs it has to be seen anew.
CREATE OR REPLACE FUNCTION sessions_mark_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE meetings SET session_changed = true WHERE session_id = NEW.id;
  IF NOT FOUND THEN
    UPDATE sessions SET is_seen = false WHERE id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
