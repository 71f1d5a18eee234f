"""The proxy of docs/hosting.md is one that nginx reads."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

HOSTING = Path(__file__).parents[2] / "docs" / "hosting.md"


def example() -> str:
    """All nginx of the page, that listens without the certificate that only the host has and logs beside its file."""
    example = "".join(re.findall(r"^```nginx\n(.*?)^```", HOSTING.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    assert "listen 443 ssl;" in example
    example = re.sub(r" *ssl_certificate.*\n", "", example).replace("/var/log/nginx/", "")
    return example.replace("listen 443 ssl;", "listen 127.0.0.1:8443;").replace("listen 80;", "listen 127.0.0.1:8080;")


def test_nginx_reads_the_example(tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if nginx is None:
        pytest.skip("no nginx on PATH")
    file = tmp_path / "nginx.conf"
    file.write_text(f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{\n{example()}}}")
    done = subprocess.run(
        [nginx, "-t", "-p", str(tmp_path), "-c", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
