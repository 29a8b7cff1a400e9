# Coursepost for any role: web, work or migrate (see compose.yaml). Needs a DATABASE_URL and an SMTP_URL of your own.
# Written with care, not built yet: there was no container engine at hand.

FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY bin ./bin
COPY migrations ./migrations
COPY scripts ./scripts
COPY bench ./bench
COPY emails ./emails
COPY admin ./admin
COPY src ./src
# Here and not at the start: the program that runs may not write to its own folder.
RUN node bin/build.js

# The same Node, folder and sources as above: at each start bin/build.js asks whether what it built from has changed.
FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && mkdir /data && chown node:node /data
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY bin ./bin
COPY migrations ./migrations
COPY scripts ./scripts
COPY bench ./bench
COPY emails ./emails
COPY admin ./admin
COPY src ./src
COPY content ./content
COPY --from=build /app/dist ./dist
USER node
EXPOSE 3000
CMD ["node", "bin/coursepost.js", "web"]
