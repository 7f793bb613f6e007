FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# Requirements first: they change less often than the code.
COPY requirements/runtime.in requirements/runtime.txt requirements/build.txt requirements/
RUN pip install --require-hashes -r requirements/runtime.txt -r requirements/build.txt

COPY pyproject.toml README.md ./
COPY service service
COPY knowledge knowledge
COPY prompts prompts
COPY evals evals
RUN pip install --no-deps --no-build-isolation --editable . \
    && useradd --create-home --uid 10001 fupan \
    && mkdir /data && chown fupan:fupan /data

USER fupan
ENV FUPAN_DATA=/data \
    FUPAN_PORT=8000 \
    FUPAN_IN_IMAGE=1
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["fupan", "serve"]
