# syntax=docker/dockerfile:1
# One image for the API (which serves the web app), the worker and the migration; the command chooses.

FROM node:24-slim AS source
RUN npm install --global pnpm@12.21.0
WORKDIR /foyer
COPY . .

FROM source AS web
RUN --mount=type=cache,target=/store \
    pnpm install --frozen-lockfile --ignore-scripts --store-dir=/store --filter "@foyer/web..."
RUN cd apps/web && node node_modules/vite/bin/vite.js build

# Without the embedded PostgreSQL, which is an optional dependency.
FROM source AS product
RUN --mount=type=cache,target=/store \
    pnpm install --frozen-lockfile --ignore-scripts --store-dir=/store --prod --no-optional \
    --filter "@foyer/api..." --filter "@foyer/worker..." --filter "@foyer/scripts..."

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /foyer
COPY --from=product /foyer/package.json /foyer/LICENSE ./
COPY --from=product /foyer/node_modules node_modules
COPY --from=product /foyer/packages packages
COPY --from=product /foyer/apps/api apps/api
COPY --from=product /foyer/apps/worker apps/worker
COPY --from=product /foyer/scripts scripts
COPY --from=web /foyer/apps/web/dist apps/web/dist
USER node
EXPOSE 3000
# For the API; the other commands answer no requests and are run with it switched off.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/src/main.ts"]
