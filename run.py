"""Start Lianxin on a machine that has Python and pip, and nothing else of ours.

    python3 run.py demo          the demonstration district, in the browser
    python3 run.py test [...]    the tests (what follows goes to pytest)
    python3 run.py COMMAND ...   any lianxin command

The first start makes `.venv` beside this file from `requirements.lock`: exact versions, checked
by hash. Later starts find its stamp and go straight on. A changed lock is installed over it; a
`.venv` left half made, or moved here from another folder, is made anew.

Only the standard library is used, and nothing is written outside `.venv` but what an editable
install leaves in `src`. Old Pythons must be able to read this file, so that they can say what is
wrong: syntax of Python 3.6 only, and annotations in quotes.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import NoReturn, TextIO

PYTHON_MIN = (3, 11)
PIP_THAT_INSTALLS_ELSEWHERE_MIN = (22, 3)
OUTPUT_LINES_SHOWN_MAX = 8
UNFINISHED = "unfinished\n"

USAGE = """\
用法:
  python3 run.py demo         打开演示县区
  python3 run.py test [...]   运行测试 (后面的参数交给 pytest)
  python3 run.py 命令 ...     任何 lianxin 命令; --help 列出全部

Usage:
  python3 run.py demo         open the demonstration district
  python3 run.py test [...]   run the tests (what follows goes to pytest)
  python3 run.py COMMAND ...  any lianxin command; --help lists them all

第一次运行时在本目录建立 .venv, 只需 Python 3.11 以上和 pip。
The first start makes .venv in this folder; Python 3.11 or newer and pip are enough."""

PYTHON_TOO_OLD = """\
需要 Python 3.11 或更新的版本, 现在是 {found}。
下一步: 安装新的 Python, 用它再运行一次, 例如 python3.11 run.py demo
Lianxin needs Python 3.11 or newer, and this is {found}.
Next: install one and start again with it, for example: python3.11 run.py demo"""

SYSTEM_NOT_SUPPORTED = """\
连心在 Linux 和 macOS 上运行。下一步: 在 Windows 上请先安装 WSL, 在其中再运行一次。
Lianxin runs on Linux and macOS. Next: on Windows, install WSL and start again inside it."""

NO_PIP = """\
这个 Python 没有 pip, 也没有 ensurepip。
下一步: 安装其中之一 (Debian、Ubuntu: apt-get install python3-pip), 再运行一次。
This Python has neither pip nor ensurepip.
Next: install one of them (Debian, Ubuntu: apt-get install python3-pip) and start again."""

REGISTRY_OUT_OF_REACH = """\
连不上软件包源, 无法下载所需的软件包。
下一步: 检查网络和代理; 内网请先设置镜像: pip config set global.index-url <镜像地址>; 再运行一次。
The package registry is out of reach, so the packages could not be downloaded.
Next: check network and proxy, or name your mirror: pip config set global.index-url <address>;
then start again."""

DISK_FULL = """\
磁盘已满, 安装没有完成。
下一步: 在 {folder}、临时目录和用户缓存目录所在的磁盘上腾出 1 GB 空间, 再运行一次。
The disk is full, so the installation did not finish.
Next: free 1 GB on the disks of {folder}, of the temporary folder and of your cache folder;
then start again."""

NOT_WRITABLE = """\
没有写入权限: {folder}
下一步: 把整个项目复制到自己有写权限的目录, 或请管理员授权, 再运行一次。
No permission to write: {folder}
Next: copy the project to a folder of your own, or ask for permission to write; then start again."""

INSTALL_FAILED = """\
安装没有成功, 原因见上面几行。
下一步: 按提示处理后再运行一次; 若仍不行, 请把上面的内容交给维护人员。
The installation failed; the lines above say why.
Next: put that right and start again, or show the lines above to whoever maintains this."""

INTERRUPTED = """\
已中断。再运行一次会自动修复。
Interrupted. The next start repairs what was left unfinished."""

WAITING = """\
另一个 run.py 正在安装, 等它完成。
Another run.py is installing; waiting for it."""

# What installers print, each in its own words, when one and the same thing stands in the way.
# The first match counts: a full disk also shows up as broken downloads.
DISK_FULL_SIGNS = (
    "no space left on device",
    "disk quota exceeded",
    r"errno (28|122)\b",
    r"os error (28|122)\b",
)
NOT_WRITABLE_SIGNS = ("read-only file system", r"errno (1|13|30)\b", r"os error (1|13|30)\b")
REGISTRY_SIGNS = (
    "failed to establish a new connection",
    "max retries exceeded",
    "connection (refused|reset|timed out|broken)",
    "(connect|read|operation) timed? ?out",
    "could not connect",
    "error sending request",
    "failed to fetch",
    "dns error|name resolution",
    "cannot connect to proxy|tunnel connection failed",
    "certificate_verify_failed|invalid peer certificate",
    r"http error \d\d\d|http status (client|server) error",
)
# What pip says of a package that the registry lacks, and, told not to retry, of any package of
# one out of reach. uv alone may be lacking, so this counts at the end only.
NOTHING_FOUND_SIGN = "(from versions: none)"
SIGNS = (
    (DISK_FULL, "|".join(DISK_FULL_SIGNS)),
    (NOT_WRITABLE, "|".join(NOT_WRITABLE_SIGNS)),
    (REGISTRY_OUT_OF_REACH, "|".join(REGISTRY_SIGNS)),
)

# Where uv looks is settled by the person's own settings for uv, or else by those for pip.
UV_SETTINGS_OF_PLACE = ("UV_DEFAULT_INDEX", "UV_FIND_LINKS", "UV_INDEX", "UV_OFFLINE")
UV_SETTING_OF_PIP_OPTION = {
    "find-links": "UV_FIND_LINKS",
    "index-url": "UV_DEFAULT_INDEX",
    "no-index": "UV_OFFLINE",
}

# Settings for other work on this machine that would send the packages somewhere else, or would
# have the lock taken less strictly, or hashes asked of the project itself, which has none.
SETTINGS_LEFT_OUT = {
    "PIP_PREFIX",
    "PIP_PYTHON",
    "PIP_REQUIRE_HASHES",
    "PIP_REQUIRE_VIRTUALENV",
    "PIP_ROOT",
    "PIP_TARGET",
    "PYTHONHOME",
    "PYTHONPATH",
    "UV_BREAK_SYSTEM_PACKAGES",
    "UV_NO_EDITABLE",
    "UV_NO_VERIFY_HASHES",
    "UV_PREFIX",
    "UV_PYTHON",
    "UV_REQUIRE_HASHES",
    "UV_SYSTEM_PYTHON",
    "UV_TARGET",
}


class Refused(Exception):
    """The start cannot go on; the message says why and names the next step, in two languages."""


class InstallerFailed(Exception):
    """An installer ended in failure; carries what it had printed."""


def main(arguments: "Sequence[str]") -> int:
    """Become the command that was asked for, installing it first where it is missing."""
    try:
        refuse_unsuitable_python(sys.version_info, os.name)
        if not arguments:
            say(USAGE, sys.stdout)
            return 0
        environment = Environment(Path(__file__).resolve().parent)
        if not environment.is_ready():
            leave_the_environment(environment.folder)
            environment.make_ready()
        environment.become(arguments)
    except Refused as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        say(INTERRUPTED)
        return 128 + 2


def refuse_unsuitable_python(version: "Sequence[int | str]", system: str) -> None:
    """Refuse a Python below 3.11, and a system without POSIX processes and file locks."""
    if tuple(version[:2]) < PYTHON_MIN:
        raise Refused(PYTHON_TOO_OLD.format(found=".".join(map(str, version[:3]))))
    if system != "posix":
        raise Refused(SYSTEM_NOT_SUPPORTED)


def leave_the_environment(folder: Path) -> None:
    """Start again under the machine's own Python when the one running lives in `folder`.

    Nothing can be made anew from inside itself.
    """
    if Path(sys.prefix).resolve() == folder.resolve():
        python = str(sys._base_executable)  # type: ignore[attr-defined]  # noqa: SLF001 (unnamed)
        os.execv(python, [python, *sys.argv])


class Environment:
    """The `.venv` of one project: whether it holds what the lock says, and making it so."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.requirements = project / "requirements.lock"
        self.folder = project / ".venv"
        self.python = self.folder / "bin" / "python"
        self.command = self.folder / "bin" / "lianxin"
        self.uv = self.folder / "bin" / "uv"
        self.stamp = self.folder / "run.stamp"
        self.lock = self.folder / "run.lock"

    def expected_stamp(self) -> str:
        """Give the stamp of a finished `.venv`: the folder it was made for, and of which files."""
        digest = hashlib.sha256()
        for source in (self.requirements, self.project / "pyproject.toml"):
            digest.update(hashlib.sha256(source.read_bytes()).digest())
        return f"{self.project}\n{digest.hexdigest()}\n"

    def found_stamp(self) -> "str | None":
        """Give the stamp that is there; None for a folder that this file has not made."""
        try:
            return self.stamp.read_text(encoding="utf-8", errors="surrogateescape")
        except FileNotFoundError:
            return None

    def is_ready(self) -> bool:
        """Tell whether nothing needs to be done."""
        return (
            self.found_stamp() == self.expected_stamp()
            and self.command.exists()
            and self.python.exists()  # false for a link to a Python that has been removed
        )

    def make_ready(self) -> None:
        """Install whatever is missing; several callers at once take turns."""
        try:
            self.folder.mkdir(exist_ok=True)
            with alone(self.lock) as lock:
                if not self.is_ready():
                    Installation(self, lock).run()
        except (InstallerFailed, OSError) as failure:
            output = str(failure)
            say(last_lines(output))
            message = obstacle_in(output) or INSTALL_FAILED
            if message is INSTALL_FAILED and NOTHING_FOUND_SIGN in output:
                message = REGISTRY_OUT_OF_REACH
            raise Refused(message.format(folder=self.project)) from failure

    def become(self, arguments: "Sequence[str]") -> "NoReturn":
        """Give this process over to the command: its signals and its exit code are the caller's."""
        if arguments[0] == "test":
            os.chdir(self.project)
            command = [str(self.python), "-m", "pytest", *arguments[1:]]
        else:
            command = [str(self.command), *arguments]
        os.execv(command[0], command)


class Installation:
    """One making of an environment, from the empty folder to the stamp."""

    def __init__(self, environment: Environment, lock: int) -> None:
        self.environment = environment
        self.lock = lock
        self.settings = installer_settings(os.environ)
        self.pip = []  # type: list[str]

    def run(self) -> None:
        """Make the environment hold what the lock names, and stamp it as the very last thing."""
        started = time.monotonic()
        stamp = self.environment.expected_stamp()
        say("[1/4] 准备 .venv | Preparing .venv")
        if not self.can_be_kept():
            self.make_folder_anew()
        self.environment.stamp.write_text(UNFINISHED, encoding="utf-8")
        self.pip = self.find_pip()
        say("[2/4] 安装 uv | Installing uv")
        has_uv = self.install_uv()
        if has_uv:
            self.tell_uv_where_pip_looks()
        say("[3/4] 按 requirements.lock 安装软件包 | Installing what requirements.lock names")
        self.install(has_uv, "--require-hashes", "-r", str(self.environment.requirements))
        say("[4/4] 安装连心 | Installing Lianxin itself")
        project = str(self.environment.project)
        self.install(has_uv, "--no-build-isolation", "--no-deps", "-e", project)
        write_at_once(self.environment.stamp, stamp)
        seconds = time.monotonic() - started
        say(f"完成, 用时 {seconds:.1f} 秒 | Done in {seconds:.1f} s")

    def can_be_kept(self) -> bool:
        """Tell whether the folder is whole, made for this place, and its Python new enough."""
        stamp = self.environment.found_stamp()
        if stamp is not None and stamp.split("\n")[0] != str(self.environment.project):
            return False
        question = f"import sys; sys.exit(sys.version_info < {PYTHON_MIN})"
        try:
            self.call(str(self.environment.python), "-I", "-c", question)
        except InstallerFailed:
            return False
        return True

    def make_folder_anew(self) -> None:
        """Empty the folder, but for the lock that others wait for, and put a Python into it."""
        for path in self.environment.folder.iterdir():
            if path == self.environment.lock:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        self.environment.stamp.write_text(UNFINISHED, encoding="utf-8")
        folder = str(self.environment.folder)
        self.call(sys.executable, "-m", "venv", "--without-pip", folder)

    def find_pip(self) -> "list[str]":
        """Give the words that start a pip for the environment: the machine's, or else a new one.

        The machine's is there at once and needs no ensurepip, which Debian keeps in a package of
        its own.
        """
        python = str(self.environment.python)
        if version_of_pip() >= PIP_THAT_INSTALLS_ELSEWHERE_MIN:
            return [sys.executable, "-m", "pip", "--python", python]
        if importlib.util.find_spec("ensurepip") is None:
            raise Refused(NO_PIP)
        self.call(python, "-m", "ensurepip")
        return [python, "-m", "pip"]

    def install_uv(self) -> bool:
        """Install the uv that the lock names; False where there is none for this machine."""
        requirement = locked_requirement(self.environment.requirements, "uv")
        version = requirement.split()[0].replace("==", " ")
        try:
            if self.call(str(self.environment.uv), "--version").startswith(version):
                return True
        except InstallerFailed:
            pass  # Not there yet, or broken: it is installed now.
        only_uv = self.environment.folder / "run.uv.txt"
        only_uv.write_text(requirement, encoding="utf-8")
        source = ("--require-hashes", "--only-binary", ":all:", "-r", str(only_uv))
        try:
            self.call(*self.pip, "install", *source)
        except InstallerFailed as failure:
            if obstacle_in(str(failure)):
                raise  # It would stand in pip's way as well.
            return False
        return self.environment.uv.exists()

    def tell_uv_where_pip_looks(self) -> None:
        """Let uv look where pip is set to look; uv does not read pip's settings."""
        if any(name.startswith(UV_SETTINGS_OF_PLACE) for name in self.settings):
            return
        listed = self.call(*self.pip, "config", "list")
        found = dict(re.findall(r"^(\S+)='(.*)'$", listed, re.MULTILINE))
        for option, setting in UV_SETTING_OF_PIP_OPTION.items():
            for section in ("global", "install", ":env:"):  # a later one outweighs
                if f"{section}.{option}" in found:
                    self.settings[setting] = found[f"{section}.{option}"].replace(" ", ",")

    def install(self, has_uv: bool, *what: str) -> None:  # noqa: FBT001 (one caller, read above)
        """Install with uv, or with pip where uv is missing or finds no way."""
        if has_uv:
            python = str(self.environment.python)
            try:
                self.call(str(self.environment.uv), "pip", "install", "--python", python, *what)
            except InstallerFailed as failure:
                if obstacle_in(str(failure)) not in (None, REGISTRY_OUT_OF_REACH):
                    raise
                say(last_lines(str(failure)))
                say("      uv 没有成功, 改用 pip | uv did not succeed; using pip instead")
            else:
                return
        self.call(*self.pip, "install", *what)

    def call(self, *command: str) -> str:
        """Run one program to its end and give what it printed; its downloads are shown meanwhile.

        The program inherits the lock: if this process is killed, the next one waits for it.
        """
        printed = []
        try:
            program = subprocess.Popen(
                command,
                cwd=self.environment.project,
                env=self.settings,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                universal_newlines=True,
                errors="replace",
                pass_fds=(self.lock,),
            )
        except OSError as error:
            raise InstallerFailed(f"{command[0]}: {error.strerror}") from error
        with program:
            for line in program.stdout or ():
                printed.append(line)
                if line.lstrip().startswith("Downloading "):
                    say("      " + line.strip())
        if program.returncode != 0:
            raise InstallerFailed("".join(printed))
        return "".join(printed)


@contextmanager
def alone(lock: Path) -> "Iterator[int]":
    """Hold `lock` as the only process on this machine; gives its file descriptor."""
    import fcntl  # noqa: PLC0415 (missing on Windows, which must still be able to read this file)

    with lock.open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(WAITING)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def installer_settings(settings: "Mapping[str, str]") -> "dict[str, str]":
    """Give the user's own settings, less those meant for other work."""
    kept = {name: value for name, value in settings.items() if name not in SETTINGS_LEFT_OUT}
    kept.update(
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_NO_INPUT="1",
        PIP_ROOT_USER_ACTION="ignore",
        PIP_USER="0",
    )
    if "PYTHONDONTWRITEBYTECODE" in kept:
        # Compiled here once (8 s), or else by every start of every process (2 s each).
        kept["UV_COMPILE_BYTECODE"] = "1"
    return kept


def version_of_pip() -> "tuple[int, ...]":
    """Give the first two numbers of the version of this Python's own pip; none without one."""
    import importlib.metadata  # noqa: PLC0415 (missing on Python 3.7, which must read this file)

    try:
        version = importlib.metadata.version("pip")
    except importlib.metadata.PackageNotFoundError:
        return ()
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])


def locked_requirement(requirements: Path, name: str) -> str:
    """Give the lines of the lock for one package: its exact version and its hashes."""
    lock = requirements.read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*\n", lock, re.MULTILINE)
    assert found, f"{name} is not in {requirements}"
    return found.group()


def obstacle_in(output: str) -> "str | None":
    """Give the message for what stood in an installer's way; None for what is not known."""
    for message, sign in SIGNS:
        if re.search(sign, output, re.IGNORECASE):
            return message
    return None


def last_lines(output: str) -> str:
    """Give the end of an installer's output, where it says what was wrong."""
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    return "\n".join("      " + line for line in lines[-OUTPUT_LINES_SHOWN_MAX:])


def write_at_once(path: Path, text: str) -> None:
    """Write a file so that it is either there whole or not there."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8", errors="surrogateescape")
    beside.replace(path)


def say(text: str, stream: "TextIO | None" = None) -> None:
    """Tell the person, as a rule on the error stream: the output belongs to the command.

    A terminal without Chinese shows question marks instead of breaking off.
    """
    stream = stream or sys.stderr
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), file=stream, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
