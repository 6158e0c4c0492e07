"""The synthetic portal as files behind nginx on loopback, in processes of its own."""

import gzip
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.portal import PER_LIST, Pages

_CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  types {{ text/html html; }}
  default_type text/html; charset utf-8; access_log off; sendfile on; tcp_nopush on;
  gzip_static on; keepalive_requests 1000000; keepalive_timeout 60s;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {folder}/site; }}
}}
"""


@contextmanager
def nginx(folder: Path, articles: int) -> Iterator[str]:
    """Serve a portal of *articles* from *folder*, each page compressed once; give its origin."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise SystemExit("nginx is needed: apt-get install nginx-light")
    folder.chmod(0o755)  # where root starts nginx, its worker is another user
    _write(folder / "site", articles)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = folder / "nginx.conf"
    configuration.write_text(_CONFIGURATION.format(folder=folder, port=port))
    process = subprocess.Popen([program, "-c", configuration], stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _write(site: Path, articles: int) -> None:
    portal = Pages(articles)
    lists = (f"/list_{number}.html" for number in range(1, -(-articles // PER_LIST)))
    for path in ("/", *lists, *(portal.url(n) for n in range(articles))):
        page = portal.page(path)
        assert page is not None
        file = site / (path.lstrip("/") or "index.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page)
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(page, 6, mtime=0))


def _wait(port: int) -> None:
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.01)
        else:
            return
    raise SystemExit("nginx does not answer")
