-- The two roles of the gateway's database. An administrator of the server runs this once, in that database:
--
--   psql "$ADMIN_URL" -f prisma/roles.sql
--
-- refund_gateway_owner owns the tables: `npm run migrate`, `import`, `keys` and `erase` connect as it.
-- refund_gateway changes no table and deletes no history: the gateway connects as it, and so may `npm run verify`.
-- What it may do is in grants.sql, which `npm run migrate` applies. Running this file again changes nothing.
--
-- Roles belong to the whole server. For a second gateway on it, replace the names here, and set GATEWAY_ROLE.

DO $$
DECLARE
  change text;
BEGIN
  IF to_regrole('refund_gateway_owner') IS NULL THEN
    CREATE ROLE refund_gateway_owner LOGIN;
  END IF;
  IF to_regrole('refund_gateway') IS NULL THEN
    CREATE ROLE refund_gateway LOGIN;
  END IF;
  -- Only a superuser may give something to a role without being a member of it.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    GRANT refund_gateway_owner TO CURRENT_USER;
  END IF;

  EXECUTE format('ALTER DATABASE %I OWNER TO refund_gateway_owner', current_database());
  -- By default, everybody may connect and create temporary tables. The import needs those, the gateway does not.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO refund_gateway', current_database());

  -- A ledger that another user has created. What belongs to an extension stays with it.
  FOR change IN
    SELECT format('ALTER TABLE %s OWNER TO refund_gateway_owner', oid::regclass) FROM pg_class c
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO refund_gateway_owner', oid::regprocedure) FROM pg_proc p
      WHERE pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('ALTER TYPE %s OWNER TO refund_gateway_owner', oid::regtype) FROM pg_type t
      WHERE typnamespace = current_schema()::regnamespace AND typtype = 'e'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
  LOOP
    EXECUTE change;
  END LOOP;

  -- Before version 15, everybody could create tables in the schema.
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema());
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO refund_gateway_owner', current_schema());
END $$;
