# Wenguo in one image. Alone it runs everything on the embedded PostgreSQL with its data in /data;
# compose.yaml runs web, worker and PostgreSQL apart.

FROM python:3.11-slim-bookworm AS build
WORKDIR /build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
COPY . .
# Front end and translations are built into the package; what only builds (Node, linters) stays in this stage.
RUN make install && .venv/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheel .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt \
    && /venv/bin/pip install --no-cache-dir --no-deps /wheel/wenguo-*.whl

FROM python:3.11-slim-bookworm
# Chinese type for printed sheets and reports.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home wenguo
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH WENGUO_DATA=/data WENGUO_HOST=0.0.0.0 PYTHONDONTWRITEBYTECODE=1
USER wenguo
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=120s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
ENTRYPOINT ["wenguo"]
CMD ["up", "--no-demo"]
