FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq-dev libqrencode-dev zlib1g-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift Package.resolved* ./
COPY Plugins Plugins
COPY Sources Sources
COPY Tests Tests
COPY sql sql
COPY docs/openapi.json docs/openapi.json
RUN swift build -c release --product motcua

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 libqrencode4 zlib1g ca-certificates curl weasyprint fonts-liberation2 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /source/.build/release/motcua /usr/local/bin/motcua
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
EXPOSE 8080
# The listener for operations, not published: only the container itself asks it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:8081/health/ready"]
ENTRYPOINT ["motcua"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
