"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket that only they know."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The user that runs the server where the tests run as root, whom PostgreSQL refuses.
OTHER_USER = "postgres"
#: Set by whoever knowingly runs the tests without PostgreSQL; refused where CI is set.
WITHOUT = "PERMIT_RULES_WITHOUT_POSTGRES"
ADVICE = (
    "PostgreSQL's server programs (initdb, postgres) were not found: install them (Debian: "
    "apt-get install postgresql), add their folder to PATH, or set "
    f"{WITHOUT}=1 to leave the tests of the store in PostgreSQL out"
)


class ServerMissing(Exception):
    """There is no server to start; the message says what to install."""


def programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, the newest one; None where there is none."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True
    )
    return next((p for p in found if (p / "initdb").exists() and (p / "postgres").exists()), None)


@contextmanager
def private_server() -> Iterator[str]:
    """Start a server and give the address of an empty database in it; all is gone afterwards.

    Raises:
        ServerMissing: its programs, or the user to run it as, are not there.
    """
    folder = programs()
    if folder is None:
        raise ServerMissing(ADVICE)
    user = _user()
    # Not below pytest's folder, which the other user may not enter; short, as socket paths must be.
    home = Path(tempfile.mkdtemp(prefix="permit-pg-"))
    try:
        os.chmod(home, 0o755)
        if user is not None:
            os.chown(home, user.pw_uid, user.pw_gid)
        with _running(folder, home, user):
            yield f"postgresql+psycopg://permit@/postgres?host={home}"
    finally:
        shutil.rmtree(home)


def _user() -> pwd.struct_passwd | None:
    """Whom to run the server as; None: whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(OTHER_USER)
    except KeyError:
        raise ServerMissing(f"root runs the tests, and there is no user {OTHER_USER}") from None


@contextmanager
def _running(folder: Path, home: Path, user: pwd.struct_passwd | None) -> Iterator[None]:
    data, log = home / "data", home / "log"
    initdb = ("--username=permit", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    with log.open("wb") as said:

        def start(*command: str | Path) -> subprocess.Popen[bytes]:
            given = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid}
            extra = {} if user is None else {"extra_groups": ()}
            return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
                command, cwd=home, stdout=said, stderr=said, **given, **extra
            )

        made = start(folder / "initdb", "-D", data, *initdb).wait()
        assert made == 0, log.read_text("utf-8", "replace")
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(home),
            "fsync": "off",
            "max_connections": "50",
        }
        settings = [word for k, v in options.items() for word in ("-c", f"{k}={v}")]
        server = start(folder / "postgres", "-D", data, *settings)
        try:
            _wait(server, folder, home, log)
            yield
        finally:
            server.send_signal(signal.SIGQUIT)  # at once; nothing is to be kept
            server.wait()


def _wait(server: subprocess.Popen[bytes], folder: Path, home: Path, log: Path) -> None:
    end = time.monotonic() + 60
    ask = (folder / "pg_isready", "-q", "-h", home, "-U", "permit")
    while subprocess.run(ask, check=False).returncode != 0:
        assert server.poll() is None, log.read_text("utf-8", "replace")
        assert time.monotonic() < end, "the server did not come up within a minute"
        time.sleep(0.05)
